namespace Ausweisstatus.Simulator.Tests;

/// <summary>A clock on which every wait is over at once and yet has taken its time.</summary>
internal sealed class HastyClock : TimeProvider
{
    private readonly Lock reading = new();
    private DateTimeOffset now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (reading)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Pass(TimeSpan time)
    {
        lock (reading)
        {
            now += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (reading)
        {
            Waits.Add(dueTime);
        }

        Pass(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
