using System.Diagnostics;

namespace Ausweisstatus.Embedded;

/// <summary>The end of a wait for a condition that can only be polled.</summary>
internal readonly struct Deadline
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan length;

    private Deadline(TimeSpan length) => this.length = length;

    public static Deadline In(TimeSpan length) => new(length);

    public bool IsOver => Stopwatch.GetElapsedTime(started) > length;

    public static Task PauseAsync(CancellationToken cancellation = default) => Task.Delay(Pause, cancellation);

    public void ThrowIfOver(string message)
    {
        if (IsOver)
        {
            throw new EmbeddedPostgresException(message);
        }
    }
}
