using System.CommandLine;
using Ausweisstatus.Access;
using Ausweisstatus.Embedded;
using Ausweisstatus.EventLog.Schema;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Operate;

/// <summary>The verbs of <c>ausweis</c>; each verb is a file of its own.</summary>
internal static class CommandLine
{
    private const int WrongUsage = 2;
    private const int Interrupted = 130;

    /// <param name="settings">Where the database is, if it is not our own: <c>ConnectionStrings:…</c>.</param>
    public static RootCommand Create(IConfiguration settings) => new("Ausweisstatus: where is my passport or identity card?")
    {
        RunCommand.Create(settings),
        MigrateCommand.Create(settings),
        TokenCommand.Create(),
        ClientsCommand.Create(settings),
        AuthoritiesCommand.Create(settings),
        RebuildCommand.Create(settings),
        ReplayCommand.Create(settings),
    };

    /// <summary>Runs a verb. What a person can mend is one line on standard error; everything else is a bug and shows its trace.</summary>
    /// <param name="args">The verb, and what it is given.</param>
    /// <param name="settings">Of the environment.</param>
    /// <param name="output">Where it says what it did.</param>
    /// <param name="error">Where it says what is wrong.</param>
    public static async Task<int> RunAsync(string[] args, IConfiguration settings, TextWriter output, TextWriter error)
    {
        try
        {
            FurtherKinds.Load();
            var parsed = Create(settings).Parse(args);
            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // The host finishes its requests, then PostgreSQL its shutdown; the default of two seconds would cut both short.
                ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
            });
            return parsed.Errors.Count > 0 ? WrongUsage : code;
        }
        catch (Exception problem) when (problem
            is EmbeddedPostgresException or LookupKeysException or MigrationException or StartException or OptionsValidationException)
        {
            await error.WriteLineAsync($"ausweis: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception problem) when (DatabaseErrors.SentenceFor(problem) is { } sentence)
        {
            await error.WriteLineAsync($"ausweis: {sentence}");
            return 1;
        }
    }
}
