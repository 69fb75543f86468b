using System.Threading.Channels;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Facts that arrive at the same time are committed together. While a commit is under way further units gather; the next commit takes
/// all that have gathered, so that the group grows with the load. Many facts do not wait for the commit under way: theirs runs beside it.
/// </summary>
internal sealed partial class GroupCommit(CommitFacts commit, ILogger<GroupCommit> log) : BackgroundService
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
            await commit.ExecuteAsync(group);
        }
        catch (Exception problem) when (group.Count > 1 && !Outage.IsBehind(problem))
        {
            LogSplit(group.Count, problem.GetType().Name);
            // One unit must not fail the others: each on its own then.
            foreach (var unit in group)
            {
                await CommitAsync([unit]);
            }
        }
        catch (Exception problem)
        {
            group.ForEach(unit => unit.Fail(problem));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A group of {Units} could not be committed together ({Problem}); committing one by one")]
    private partial void LogSplit(int units, string problem);
}
