using System.Globalization;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Sending;
using Ausweisstatus.Simulator.Subscribing;
using Ausweisstatus.Simulator.Verifying;
using Spectre.Console;

namespace Ausweisstatus.Simulator.Reporting;

/// <summary>What the person at the terminal reads at the end.</summary>
internal static class Summary
{
    public static void OfSending(IAnsiConsole console, Tally tally)
    {
        var table = new Table().RoundedBorder().AddColumn("client");
        foreach (var outcome in new[] { "accepted", "duplicates", "rejected" })
        {
            table.AddColumn(new TableColumn(outcome).RightAligned());
        }

        foreach (var client in Client.All)
        {
            table.AddRow(client.Name, Number(tally.Of(client, Outcome.Accepted)), Number(tally.Of(client, Outcome.Duplicate)), Number(tally.Of(client, Outcome.Rejected)));
        }

        table.AddRow("all", Number(tally.Of(Outcome.Accepted)), Number(tally.Of(Outcome.Duplicate)), Number(tally.Of(Outcome.Rejected)));
        console.Write(table);
        foreach (var rejection in tally.Rejections)
        {
            console.MarkupLineInterpolated($"[red]rejected[/] {rejection}");
        }
    }

    public static void OfVerifying(IAnsiConsole console, Verifier verifier)
    {
        if (verifier is { Missing: 0, Wrong: 0 })
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]Verified:[/] {verifier.Asked:N0} documents, every status is the truth.");
            return;
        }

        Write(console, verifier.Differences);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[red]{verifier.Missing:N0} missing, {verifier.Wrong:N0} wrong[/] of {verifier.Asked:N0} documents.");
    }

    public static void OfTelling(IAnsiConsole console, ToldVerifier told)
    {
        if (told.Wrong == 0)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"[green]Told:[/] {told.Deliveries:N0} changes to webhooks and {told.Mails:N0} mails with news, each once, in order, and none too many.");
            return;
        }

        Write(console, told.Differences);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[red]{told.Wrong:N0} things told wrongly[/], by {told.Deliveries:N0} changes to webhooks and {told.Mails:N0} mails with news.");
    }

    private static void Write(IAnsiConsole console, IEnumerable<Difference> differences)
    {
        var table = new Table().RoundedBorder().AddColumns("order", "what", "expected", "got");
        foreach (var difference in differences)
        {
            table.AddRow(new Text(difference.Order), new Text(difference.What), new Text(difference.Expected), new Text(difference.Got));
        }

        console.Write(table);
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
