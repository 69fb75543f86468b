namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>What workers will send, made before the clock starts; enough for the time by the pace seen so far.</summary>
/// <param name="workers">Each has a stock of its own.</param>
/// <param name="first">Pieces for each worker while no pace is known.</param>
/// <param name="make">The next piece of this worker.</param>
internal sealed class Stock<T>(int workers, int first, Func<int, T> make) where T : class
{
    private readonly Queue<T>[] pieces = [.. Enumerable.Range(0, workers).Select(_ => new Queue<T>())];
    private double perSecond;

    public void Fill(TimeSpan duration)
    {
        var wanted = Math.Max(first, (int)(perSecond * duration.TotalSeconds * 2));
        for (var worker = 0; worker < workers; worker++)
        {
            while (pieces[worker].Count < wanted)
            {
                pieces[worker].Enqueue(make(worker));
            }
        }
    }

    public T? Take(int worker) => pieces[worker].TryDequeue(out var piece) ? piece : null;

    /// <param name="piecesPerSecond">Of all workers together.</param>
    public void Learn(double piecesPerSecond) => perSecond = Math.Max(perSecond, piecesPerSecond / workers);
}
