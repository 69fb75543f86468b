namespace Ausweisstatus.Operate;

/// <summary>What a person who has just started the system wants to know.</summary>
internal static class Welcome
{
    public static string Text(string address, DataDirectory data, IReadOnlyList<SampleDocument> samples, bool showsMail) =>
        $"""

        Ausweisstatus is running.

          Citizens ask here      {address}/
          The API, to try out    {address}/swagger
          {(showsMail ? $"The mails it sends     {address}/dev/mail" : "Its mails go to the mail server of Mail__Host")}
          A token for it         ./ausweis token print-shop{data.AsOption}
          A realistic feed       ./ausweis simulate --documents 1000 --verify --urls {address}{data.AsOption}

          Documents to ask for   (code, date of birth)
        {string.Join(Environment.NewLine, samples.Select(sample => $"    {sample.Reference}   {sample.DateOfBirth}   {sample.What}"))}

        Ctrl-C stops all of it; the data stay.

        """;
}
