namespace Ausweisstatus.Intake;

/// <summary>What one request may hold.</summary>
internal static class IntakeLimits
{
    /// <summary>Bytes of one event.</summary>
    public const int EventBytes = 64 * 1024;

    /// <summary>Events of one batch.</summary>
    public const int BatchEvents = 1000;

    /// <summary>Bytes of a batch: its events, and room for what stands between them.</summary>
    public const long BatchBytes = (EventBytes + 256L) * BatchEvents;

    /// <summary>Bytes of results of one stream that wait for a sender who does not read them yet.</summary>
    public const long WaitingBytesOfStream = 128L * 1024 * 1024;

    /// <summary>The same of all streams of a node together.</summary>
    public const long WaitingBytesOfNode = 1024L * 1024 * 1024;

    /// <summary>Characters of a CloudEvents <c>id</c>.</summary>
    public const int IdLength = 128;

    /// <summary>Characters of a CloudEvents <c>source</c>.</summary>
    public const int SourceLength = 256;

    /// <summary>Bytes of data up to which a fact is read the short way; the longest that can be right is well below.</summary>
    public const int PlainDataBytes = 2048;

    /// <summary>Depth of nesting of any JSON we read.</summary>
    public const int JsonDepth = 16;

    /// <summary>How far a sender's clock may be ahead of ours.</summary>
    public static readonly TimeSpan ClockAhead = TimeSpan.FromMinutes(5);
}
