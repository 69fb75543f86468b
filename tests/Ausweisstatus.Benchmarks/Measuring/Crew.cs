using System.Diagnostics;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Workers who each do one step after another until the time is over.</summary>
internal static class Crew
{
    /// <param name="workers">How many at once.</param>
    /// <param name="duration">No step begins after it; all that have begun are waited for and timed.</param>
    /// <param name="step">Given the worker's number, does a step; returns the units done, or 0 where there is nothing left.</param>
    /// <param name="cancellation">Ends it early, without a sample.</param>
    public static async Task<Sample> WorkAsync(int workers, TimeSpan duration, Func<int, Task<int>> step, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => OneAsync(worker), cancellation)));
        var elapsed = watch.Elapsed;
        cancellation.ThrowIfCancellationRequested();

        var times = done.SelectMany(one => one.Times).Order().ToArray();
        return times.Length == 0
            ? throw new BenchmarkFailedException("Nothing was done in the time given.")
            : new Sample(done.Sum(one => one.Units) / elapsed.TotalSeconds, times[(int)(0.99 * (times.Length - 1))]);

        async Task<(long Units, List<double> Times)> OneAsync(int worker)
        {
            long units = 0;
            List<double> times = [];
            while (watch.Elapsed < duration && !cancellation.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                var now = await step(worker);
                if (now == 0)
                {
                    break;
                }

                units += now;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return (units, times);
        }
    }
}
