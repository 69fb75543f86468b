using System.Globalization;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Sending;
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

        var table = new Table().RoundedBorder().AddColumns("order", "what", "expected", "got");
        foreach (var difference in verifier.Differences)
        {
            table.AddRow(new Text(difference.Order), new Text(difference.What), new Text(difference.Expected), new Text(difference.Got));
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[red]{verifier.Missing:N0} missing, {verifier.Wrong:N0} wrong[/] of {verifier.Asked:N0} documents.");
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
