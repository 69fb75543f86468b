namespace Ausweisstatus.Drills.Ground;

/// <summary>A load that runs beside what is done to the system.</summary>
internal static class UnderLoad
{
    /// <summary>However long it takes to recover: a crash of PostgreSQL, a start of the host, on a machine that has other work to do.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);

    /// <param name="load">Is begun before and ended afterwards.</param>
    /// <param name="disturb">What is done; a failure of the load ends it.</param>
    /// <param name="cancellation">Ends both.</param>
    public static async Task DisturbAsync(Load load, Func<CancellationToken, Task> disturb, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = load.WorkAsync(stop.Token);
        var ended = work.ContinueWith(_ => failed.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            await disturb(failed.Token);
        }
        catch (OperationCanceledException) when (work.IsFaulted)
        {
            // Its own failure says more.
        }
        finally
        {
            await stop.CancelAsync();
            await work.WaitAsync(Recovery, CancellationToken.None);
        }
    }

    /// <summary>Waits until so many further facts are acknowledged.</summary>
    public static Task<TimeSpan> AcknowledgesAsync(this Load load, int further, CancellationToken cancellation)
    {
        var enough = load.Acknowledged.Count + further;
        return Condition.HoldsAsync(() => load.Acknowledged.Count >= enough, $"no {further} further facts were acknowledged", Recovery, cancellation);
    }
}
