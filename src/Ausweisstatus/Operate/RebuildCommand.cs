using System.CommandLine;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Locations;
using Ausweisstatus.Rebuilds;
using Npgsql;
using Spectre.Console;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis rebuild [NAME]</c>: a read model from the facts, beside a running host or without one. It is a job like those of the console.</summary>
internal static class RebuildCommand
{
    private const string StartedBy = "command line";

    public static Command Create(IConfiguration settings)
    {
        string[] names = [.. Enum.GetValues<RebuildProjection>().Select(projection => KebabCase.Of(projection))];
        var name = new Argument<string>("name") { Description = $"What to rebuild: {string.Join(", ", names)}", DefaultValueFactory = _ => names[0] };
        name.AcceptOnlyFromAmong(names);
        var authority = new Option<string?>("--authority") { Description = "For documents of this authority alone" };
        var documents = new Option<Guid[]>("--document") { Description = "For this document alone, by its id; may be repeated" };
        var preview = new Option<bool>("--preview") { Description = "Only say what differs; nothing is written" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the last one that was cancelled or failed" };
        var data = DataDirectory.Option();
        var command = new Command("rebuild", "Make a read model from the facts again and mend what differs; the host may run meanwhile")
        {
            name, authority, documents, preview, resume, data,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var scope = new RebuildScope(parsed.GetValue(authority), parsed.GetValue(documents) is { Length: > 0 } named ? named : null);
            var wish = new RebuildWish((RebuildProjection)Array.IndexOf(names, parsed.GetRequiredValue(name)), scope, parsed.GetValue(preview));
            return RunAsync(settings, wish, parsed.GetValue(resume), parsed.GetRequiredValue(data), parsed.InvocationConfiguration, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IConfiguration settings, RebuildWish wish, bool resume, DataDirectory data, InvocationConfiguration console, CancellationToken cancellation)
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(settings, data, "ausweis rebuild", cancellation);
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            using var authorities = new AuthorityDirectory(source, TimeProvider.System);
            var queue = new RebuildQueue(source);
            var run = new RunRebuild(source, queue, authorities);
            if (resume)
            {
                return await queue.ClaimEndedAsync(wish.Projection, cancellation) is { } ended
                    ? await WorkAsync(queue, run, ended, console, cancellation)
                    : await RefuseAsync("There is none to go on with, or another one is under way.", console);
            }

            while (true)
            {
                if (await queue.AddClaimedAsync(wish, StartedBy, cancellation) is { } own)
                {
                    return await WorkAsync(queue, run, own, console, cancellation);
                }

                // One that nobody works on, e.g. because its node is gone, is worked off first.
                if (await queue.ClaimAsync(wish.Projection, cancellation) is not { } left || await WorkAsync(queue, run, left, console, cancellation) != 0)
                {
                    return await RefuseAsync("A rebuild of this is under way. Look at it, or cancel it, at /staff/rebuilds.", console);
                }
            }
        }
        catch (UnreadableFactException problem)
        {
            return await RefuseAsync(problem.Message, console);
        }
        catch (Exception e) when (DatabaseErrors.SentenceFor(e) is { } sentence)
        {
            return await RefuseAsync(sentence, console);
        }
    }

    private static async Task<int> WorkAsync(
        RebuildQueue queue, RunRebuild run, RebuildClaim claim, InvocationConfiguration console, CancellationToken cancellation)
    {
        var facts = claim.Job.Done.Facts;
        var display = new ProgressDisplay(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Output) }),
            elapsed => ProgressDisplay.Speed(facts - claim.Job.Done.Facts, "facts", elapsed),
            claim.Job.FactsInAll,
            () => facts);
        var work = run.ExecuteAsync(claim, some => Interlocked.Add(ref facts, some.Facts), cancellation);
        try
        {
            await display.ShowAsync(work);
        }
        catch (OperationCanceledException)
        {
            await queue.CancelAsync(claim.Job.Id, CancellationToken.None);
            await console.Error.WriteLineAsync($"Cancelled. To go on: ausweis rebuild {KebabCase.Of(claim.Job.Wish.Projection)} --resume");
            throw;
        }

        if (!await work)
        {
            return await RefuseAsync("It was cancelled, or another one goes on with it.", console);
        }

        var done = (await queue.FindAsync(claim.Job.Id, cancellation))!;
        await console.Output.WriteLineAsync(RebuildSentence.Of(done, display.Elapsed));
        return 0;
    }

    private static async Task<int> RefuseAsync(string why, InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync(why);
        return 1;
    }
}
