using System.Diagnostics;

namespace Ausweisstatus.Tests;

/// <summary>Waits for a condition that nobody announces, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<bool> condition, TimeSpan? within = null) => TrueAsync(() => Task.FromResult(condition()), within);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        var patience = within ?? TimeSpan.FromSeconds(20);
        for (var started = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(Pause))
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"Still not so after {patience.TotalSeconds} seconds.");
            }
        }
    }
}
