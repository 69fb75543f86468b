using System.Threading.Channels;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Facts that arrive at the same time are committed together. While a commit is under way further units gather; the next commit takes
/// all that have gathered, so that the group grows with the load. Many facts do not wait for the commit under way: theirs runs beside it.
/// </summary>
internal sealed partial class GroupCommit(AppendFacts append, DecideFacts decide, ILogger<GroupCommit> log) : BackgroundService
{
    // Two writers keep the database busy while one waits for the disk; more only wait for each other's locks.
    private const int Writers = 2;
    private const int FactsPerCommit = 1000;

    // Fewer than this are better off in a larger commit a moment later: what a commit costs beside its facts is paid once.
    private const int FactsForAnotherWriter = 250;
    private const int UnitsWaiting = 1024;

    private readonly Channel<CommitUnit> waiting = Channel.CreateBounded<CommitUnit>(UnitsWaiting);

    /// <summary>Records, durably. A full queue makes the sender wait, which is how it learns to slow down.</summary>
    /// <returns>A result for each submission, in order.</returns>
    public async Task<IReadOnlyList<Recorded>> RecordAsync(
        IReadOnlyList<Submission> submissions, IReadOnlyList<RefusedFact> refusals, CancellationToken cancellationToken)
    {
        if (submissions.Count == 0 && refusals.Count == 0)
        {
            return [];
        }

        var unit = new CommitUnit(submissions, refusals);
        await waiting.Writer.WriteAsync(unit, cancellationToken);
        // From here on it happens, whether or not the sender still listens.
        return await unit.Done;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    // What is waiting is committed before the host stops; hence no stopping token.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(WriteAsync, CancellationToken.None);

    private async Task WriteAsync()
    {
        List<Task> underWay = [];
        while (await waiting.Reader.WaitToReadAsync())
        {
            List<CommitUnit> group = [];
            var facts = Gather(group, 0);
            if (underWay.Count == Writers || (underWay.Count > 0 && facts < FactsForAnotherWriter))
            {
                underWay.Remove(await Task.WhenAny(underWay));
                Gather(group, facts);
            }

            underWay.RemoveAll(commit => commit.IsCompleted);
            underWay.Add(Task.Run(() => CommitAsync(group)));
        }

        await Task.WhenAll(underWay);
    }

    /// <returns>How many facts the group has now.</returns>
    private int Gather(List<CommitUnit> group, int facts)
    {
        while (facts < FactsPerCommit && waiting.Reader.TryRead(out var unit))
        {
            group.Add(unit);
            facts += unit.Submissions.Count;
        }

        return facts;
    }

    private async Task CommitAsync(List<CommitUnit> group)
    {
        try
        {
            var results = await AppendAsync(group);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Complete(results[i]);
            }
        }
        catch (Exception problem) when (problem.IsDatabaseUnavailable())
        {
            group.ForEach(unit => unit.Fail(problem));
        }
        catch (Exception problem)
        {
            LogSplit(group.Count, problem.GetType().Name, $"{problem.StackTrace}");
            foreach (var unit in group)
            {
                await CommitAloneAsync(unit);
            }
        }
    }

    private Task<IReadOnlyList<IReadOnlyList<Recorded>>> AppendAsync(List<CommitUnit> units)
    {
        var submissions = units.SelectMany(unit => unit.Submissions).ToList();
        var request = new AppendRequest(
            [.. submissions.Select(submission => submission.Document)],
            [.. submissions.Where(submission => submission.Registration is null).Select(submission => submission.New.Id)],
            // Whether a retraction can have an effect depends on what it names.
            [.. submissions.Select(submission => submission.Fact).OfType<FactRetracted>().Select(retraction => retraction.Fact)]);
        return append.ExecuteAsync(request, documents => decide.Decide(units, documents));
    }

    // One request must not fail the others, nor one fact the others of its request.
    private async Task CommitAloneAsync(CommitUnit unit)
    {
        try
        {
            unit.Complete(await RecordApartAsync(unit));
        }
        catch (Exception problem)
        {
            unit.Fail(problem);
        }
    }

    /// <summary>Commits in ever smaller parts until what cannot be recorded stands alone; that is rejected as a fault of ours.</summary>
    private async Task<IReadOnlyList<Recorded>> RecordApartAsync(CommitUnit unit)
    {
        try
        {
            return (await AppendAsync([unit]))[0];
        }
        catch (Exception problem) when (!problem.IsDatabaseUnavailable())
        {
            if (unit.Halves() is var (first, second))
            {
                return [.. await RecordApartAsync(first), .. await RecordApartAsync(second)];
            }

            LogNotRecorded(problem.GetType().Name, $"{problem.StackTrace}");
            return [.. unit.Submissions.Select(submission => Recorded.Rejected(submission, Problem.Unexpected))];
        }
    }

    // Without the messages of what was thrown: they may quote what was sent.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A group of {Units} requests could not be committed together ({Problem}); committing them one by one\n{Stack}")]
    private partial void LogSplit(int units, string problem, string stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "A fact or a refusal could not be recorded: {Problem}\n{Stack}")]
    private partial void LogNotRecorded(string problem, string stack);
}
