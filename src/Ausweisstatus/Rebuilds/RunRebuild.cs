using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;
using Ausweisstatus.Statistics;
using Npgsql;

namespace Ausweisstatus.Rebuilds;

/// <summary>Works on a rebuild: for a node as for the command line. How far it is stands in its row twice a second, with the place to go on from.</summary>
internal sealed class RunRebuild(NpgsqlDataSource database, RebuildQueue queue, AuthorityDirectory authorities)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    /// <summary>Works until it is done, cancelled, or somebody else's.</summary>
    /// <param name="claim">The caller's.</param>
    /// <param name="tell">Told what is done.</param>
    /// <param name="cancellation">Ends it; the job stays the caller's, to be given back.</param>
    /// <returns>False where it is not the caller's any more.</returns>
    /// <exception cref="NpgsqlException">The database went away: whoever comes first when it is back goes on.</exception>
    public async Task<bool> ExecuteAsync(RebuildClaim claim, Action<RebuildProgress> tell, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var steps = new RebuildSteps();
        Task work = Task.Run(() => RebuildAsync(claim, step => { steps.Add(step); tell(step.Done); }, ending.Token), CancellationToken.None);
        try
        {
            if (!await BeatAsync(claim, steps, work, ending.Token))
            {
                return false;
            }

            await work;
            await queue.EndAsync(claim, RebuildState.Done, null, cancellation);
            return true;
        }
        catch (Exception problem) when (WhyItFails(problem) is { } failure)
        {
            await queue.EndAsync(claim, RebuildState.Failed, failure, cancellation);
            throw;
        }
        finally
        {
            await ending.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What is done is written while the work goes on, and once more at its end.</summary>
    /// <returns>Whether it is still the caller's.</returns>
    private async Task<bool> BeatAsync(RebuildClaim claim, RebuildSteps steps, Task work, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Heartbeat);
        for (var isOver = false; !isOver;)
        {
            isOver = await Task.WhenAny(work, timer.WaitForNextTickAsync(cancellation).AsTask()) == work;
            if (!await queue.BeatAsync(claim, steps.TakeAll(), cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<RebuildProgress> RebuildAsync(RebuildClaim claim, Action<RebuildStep> tell, CancellationToken cancellation)
    {
        switch (claim.Job.Wish.Projection)
        {
            case RebuildProjection.StageTimes:
                await authorities.RefreshAsync(cancellation);
                return await new RebuildStageTimes(database, new StageTimes(database, authorities)).ExecuteAsync(claim.Order, tell, cancellation);
            case RebuildProjection.SenderRhythm:
                return await new RebuildSenderRhythm(database, new SenderRhythm(database)).ExecuteAsync(claim.Order, tell, cancellation);
            default:
                return await new RebuildDocuments(database).ExecuteAsync(claim.Order, tell, cancellation);
        }
    }

    // An outage passes, and so does a host that stops. The message of anything else may quote what is stored.
    private static string? WhyItFails(Exception problem) => problem switch
    {
        UnreadableFactException unreadable => unreadable.Message,
        OperationCanceledException => null,
        _ => problem.IsDatabaseUnavailable() ? null : problem.GetType().Name,
    };
}

/// <summary>What was done since it was last written.</summary>
internal sealed class RebuildSteps
{
    private readonly Lock gate = new();
    private RebuildStep sum = Nothing;

    private static RebuildStep Nothing { get; } = new(default, null, []);

    public void Add(RebuildStep step)
    {
        lock (gate)
        {
            sum = new RebuildStep(sum.Done + step.Done, step.UpTo ?? sum.UpTo, [.. sum.Examples.Concat(step.Examples).Take(JobCount.Examples)]);
        }
    }

    public RebuildStep TakeAll()
    {
        lock (gate)
        {
            (var taken, sum) = (sum, Nothing);
            return taken;
        }
    }
}
