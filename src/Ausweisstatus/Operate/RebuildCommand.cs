using System.CommandLine;
using System.Globalization;
using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Locations;
using Ausweisstatus.Statistics;
using Npgsql;
using Spectre.Console;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis rebuild [NAME]</c>: a read model from the facts, beside a running host.</summary>
internal static class RebuildCommand
{
    private const string Documents = "documents";

    private delegate Task<RebuildProgress> Rebuild(Action<RebuildProgress> progress, CancellationToken cancellation);

    public static Command Create()
    {
        var name = new Argument<string>("name")
        {
            Description = $"What to rebuild: {Documents}, {StageTimes.ModelName} or {SenderRhythm.ModelName}",
            DefaultValueFactory = _ => Documents,
        };
        name.AcceptOnlyFromAmong(Documents, StageTimes.ModelName, SenderRhythm.ModelName);
        var data = DataDirectory.Option();
        var command = new Command("rebuild", "Make a read model from the facts again and mend what differs; the host may run meanwhile") { name, data };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(data), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, DataDirectory data, InvocationConfiguration console, CancellationToken cancellation)
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(data, "ausweis rebuild", cancellation);
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            using var authorities = new AuthorityDirectory(source, TimeProvider.System);
            await console.Output.WriteLineAsync(name switch
            {
                StageTimes.ModelName => await StageTimesAsync(source, authorities, console.Output, cancellation),
                SenderRhythm.ModelName => await SenderRhythmAsync(source, console.Output, cancellation),
                _ => await DocumentsAsync(source, console.Output, cancellation),
            });
            return 0;
        }
        catch (UnreadableFactException problem)
        {
            await console.Error.WriteLineAsync(problem.Message);
        }
        catch (Exception e) when (DatabaseErrors.SentenceFor(e) is { } sentence)
        {
            await console.Error.WriteLineAsync(sentence);
        }

        return 1;
    }

    private static async Task<string> DocumentsAsync(NpgsqlDataSource database, TextWriter output, CancellationToken cancellation)
    {
        var (done, time) = await ShowAsync(new RebuildDocuments(database).ExecuteAsync, database, timesEach: 1, output, cancellation);
        return Sentence($"{done.Documents:N0} documents from {done.Facts:N0} facts in {time:0.00} s, {done.Repaired:N0} differed and were repaired.");
    }

    private static async Task<string> StageTimesAsync(
        NpgsqlDataSource database, AuthorityDirectory authorities, TextWriter output, CancellationToken cancellation)
    {
        await authorities.RefreshAsync(cancellation);
        var rebuild = new RebuildStageTimes(database, new StageTimes(database, authorities));
        var (done, time) = await ShowAsync(rebuild.ExecuteAsync, database, timesEach: 1, output, cancellation);
        return Sentence($"Stages of {done.Documents:N0} documents from {done.Facts:N0} facts in {time:0.00} s, {done.Repaired:N0} lines differed and were repaired.");
    }

    private static async Task<string> SenderRhythmAsync(NpgsqlDataSource database, TextWriter output, CancellationToken cancellation)
    {
        var rebuild = new RebuildSenderRhythm(database, new SenderRhythm(database));
        var (done, time) = await ShowAsync(rebuild.ExecuteAsync, database, timesEach: 2, output, cancellation);
        return Sentence($"{done.Facts:N0} facts counted in {time:0.00} s, {done.Documents:N0} documents were caught up with, {done.Repaired:N0} counts differed and were repaired.");
    }

    private static async Task<(RebuildProgress Done, double Seconds)> ShowAsync(
        Rebuild rebuild, NpgsqlDataSource database, int timesEach, TextWriter output, CancellationToken cancellation)
    {
        var facts = 0L;
        var display = new ProgressDisplay(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }),
            elapsed => ProgressDisplay.Speed(facts, "facts", elapsed),
            timesEach * await new RebuildDocuments(database).CountFactsAsync(cancellation),
            () => facts);
        var work = rebuild(some => Interlocked.Add(ref facts, some.Facts), cancellation);
        await display.ShowAsync(work);
        return (await work, display.Elapsed.TotalSeconds);
    }

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
