namespace Ausweisstatus.Tests.Throttling;

/// <summary>Time passes when a test says so. The time of day goes on, by which tokens are signed and checked.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Passes(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
