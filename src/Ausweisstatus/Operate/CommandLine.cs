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

    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        // The host finishes its requests, then PostgreSQL its shutdown; the default of two seconds would cut both short.
        ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
    };

    public static RootCommand Create() => new("Ausweisstatus: where is my passport or identity card?")
    {
        RunCommand.Create(),
        MigrateCommand.Create(),
        TokenCommand.Create(),
        ClientsCommand.Create(),
        AuthoritiesCommand.Create(),
        RebuildCommand.Create(),
        ReplayCommand.Create(),
    };

    /// <summary>Runs a verb. What a person can mend is one line on standard error; everything else is a bug and shows its trace.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            FurtherKinds.Load();
            var parsed = Create().Parse(args);
            var code = await parsed.InvokeAsync(Invocation);
            return parsed.Errors.Count > 0 ? WrongUsage : code;
        }
        catch (Exception problem) when (problem
            is EmbeddedPostgresException or LookupKeysException or MigrationException or StartException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"ausweis: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception problem) when (DatabaseErrors.SentenceFor(problem) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"ausweis: {sentence}");
            return 1;
        }
    }
}
