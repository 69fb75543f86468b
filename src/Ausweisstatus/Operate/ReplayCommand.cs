using System.CommandLine;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Npgsql;
using Spectre.Console;

namespace Ausweisstatus.Operate;

/// <summary>
/// <c>ausweis replay</c>: what would be another with this build. It folds recorded history and compares, and can write nothing: its connections are
/// read only.
/// </summary>
internal static class ReplayCommand
{
    /// <summary>The exit code where something differs; 1 and 2 are failures.</summary>
    private const int Differs = 3;

    private const string ReadOnly = "-c default_transaction_read_only=on";

    public static Command Create(IConfiguration settings)
    {
        var from = Time("--from", "Documents of which a fact was recorded at this time or later");
        var until = Time("--until", "Documents of which a fact was recorded before this time");
        var authority = new Option<string?>("--authority") { Description = "Documents of this authority alone" };
        var languages = new Option<string?>("--language") { Description = "For --write: in which languages, e.g. de,en; all, if left out" };
        var write = new Option<string?>("--write") { Description = "Also write what each document reads as into this file, for another build" };
        var against = new Option<string?>("--against") { Description = "Also compare what each document reads as with this file of another build" };
        var data = DataDirectory.Option();
        var command = new Command("replay", "Fold recorded history with this build and say what would be another; nothing is written into the database")
        {
            from, until, authority, languages, write, against, data,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(write) is not null && result.GetValue(against) is not null)
            {
                result.AddError("One of --write and --against at a time.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            settings,
            new RebuildScope(parsed.GetValue(authority), null, parsed.GetValue(from), parsed.GetValue(until)),
            new Answers(parsed.GetValue(languages), parsed.GetValue(write), parsed.GetValue(against)),
            parsed.GetRequiredValue(data), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        IConfiguration settings, RebuildScope scope, Answers answers, DataDirectory data, InvocationConfiguration console, CancellationToken cancellation)
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(settings, data, "ausweis replay", cancellation);
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            connection.Options = $"{connection.Options} {ReadOnly}".TrimStart();
            await using var source = NpgsqlDataSource.Create(connection);
            using var authorities = new AuthorityDirectory(source, TimeProvider.System);
            await authorities.RefreshAsync(cancellation);
            await using var replay = await answers.OpenAsync(authorities, cancellation);
            var display = new ProgressDisplay(
                AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Output) }),
                elapsed => ProgressDisplay.Speed(replay.Done.Facts, "facts", elapsed),
                await new RebuildDocuments(source).CountFactsAsync(scope, cancellation),
                () => replay.Done.Facts);
            await display.ShowAsync(new CompareDocuments(source).ExecuteAsync(scope, replay.SeeAsync, cancellation));
            await console.Output.WriteLineAsync(replay.Sentences(display.Elapsed));
            return replay.FoundDifferences ? Differs : 0;
        }
        catch (Exception problem) when (problem is UnreadableFactException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(problem.Message);
        }
        catch (Exception e) when (DatabaseErrors.SentenceFor(e) is { } sentence)
        {
            await console.Error.WriteLineAsync(sentence);
        }

        return 1;
    }

    private static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = $"{description}, e.g. 2026-11-23T00:00:00+01:00",
        CustomParser = written =>
        {
            if (Rfc3339.TryParse(written.Tokens[0].Value, out var time))
            {
                return time;
            }

            written.AddError($"{name} is a time such as 2026-11-23T09:12:00+01:00.");
            return null;
        },
    };

    /// <summary>What is to be done with what documents read as.</summary>
    private sealed record Answers(string? Languages, string? Write, string? Against)
    {
        public async Task<Replay> OpenAsync(AuthorityDirectory authorities, CancellationToken cancellation)
        {
            if (Against is not null)
            {
                return new Replay(await AnswersFile.ReadAsync(Against, authorities, cancellation), null);
            }

            if (Write is null)
            {
                return new Replay(null, null);
            }

            var languages = Languages is null ? Language.All : AnswersFile.LanguagesIn(Languages.Split(','));
            var file = new AnswersFile(TimeProvider.System.GetUtcNow().DayInBerlin(), languages, authorities);
            return new Replay(file, await file.BeginAsync(Write));
        }
    }
}
