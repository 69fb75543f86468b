namespace Ausweisstatus.Operate;

/// <summary>What runs beside the system so that it can be tried out.</summary>
internal sealed record DevelopmentHelp(bool ShowsMail, bool AsksStaff);

/// <summary>What a person who has just started the system wants to know.</summary>
internal static class Welcome
{
    public static string Text(string address, DataDirectory data, IReadOnlyList<SampleDocument> samples, DevelopmentHelp help) =>
        $"""

        Ausweisstatus is running.

          Citizens ask here      {address}/
          The API, to try out    {address}/swagger
          {(help.ShowsMail ? $"The mails it sends     {address}/dev/mail" : "Its mails go to the mail server of Mail__Host")}
          A token for it         ./ausweis token print-shop{data.AsOption}
          {(help.AsksStaff ? $"Staff sign in here     {address}/staff, as {DevelopmentSignIns.Names}: choose on the page" : "Staff sign in at       the provider of Staff__Issuer")}
          {(help.AsksStaff ? $"A token for their API  ./ausweis token --staff support{data.AsOption}" : $"Their page             {address}/staff")}
          A realistic feed       ./ausweis simulate --documents 1000 --verify --urls {address}{data.AsOption}

          Documents to ask for   (code, date of birth)
        {string.Join(Environment.NewLine, samples.Select(sample => $"    {sample.Reference}   {sample.DateOfBirth}   {sample.What}"))}

        Ctrl-C stops all of it; the data stay.

        """;
}
