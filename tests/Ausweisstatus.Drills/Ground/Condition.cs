using System.Diagnostics;

namespace Ausweisstatus.Drills.Ground;

/// <summary>Waits for what nobody announces, with a deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="holds">Asked again and again.</param>
    /// <param name="what">Completes "Within so many seconds …" where it does not come to hold.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> HoldsAsync(Func<Task<bool>> holds, string what, TimeSpan patience, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > patience)
            {
                throw new DrillFailedException($"Within {patience.TotalSeconds:0} seconds {what}.");
            }

            await Task.Delay(Pause, cancellation);
        }

        return watch.Elapsed;
    }

    public static Task<TimeSpan> HoldsAsync(Func<bool> holds, string what, TimeSpan patience, CancellationToken cancellation) =>
        HoldsAsync(() => Task.FromResult(holds()), what, patience, cancellation);
}
