using System.CommandLine;
using System.Globalization;
using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.Rebuild;
using Npgsql;
using Spectre.Console;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis rebuild</c>: every read model from the facts, beside a running host.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var data = DataDirectory.Option();
        var command = new Command("rebuild", "Fold every document from its facts again and mend what differs; the host may run meanwhile") { data };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(data), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DataDirectory data, InvocationConfiguration console, CancellationToken cancellation)
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(data, "ausweis rebuild", cancellation);
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            await console.Output.WriteLineAsync(await RebuildAsync(source, console.Output, cancellation));
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

    private static async Task<string> RebuildAsync(NpgsqlDataSource database, TextWriter output, CancellationToken cancellation)
    {
        var rebuild = new RebuildDocuments(database);
        var folded = 0L;
        var display = new ProgressDisplay(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }),
            elapsed => ProgressDisplay.Speed(folded, "facts", elapsed),
            await rebuild.CountFactsAsync(cancellation),
            () => folded);
        var work = rebuild.ExecuteAsync(chunk => Interlocked.Add(ref folded, chunk.Facts), cancellation);
        await display.ShowAsync(work);
        var (documents, facts, repaired) = await work;
        return string.Create(CultureInfo.InvariantCulture,
            $"{documents:N0} documents from {facts:N0} facts in {display.Elapsed.TotalSeconds:0.00} s, {repaired:N0} differed and were repaired.");
    }
}
