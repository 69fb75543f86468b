namespace Ausweisstatus.Intake.Reading;

/// <summary>What we take from a CloudEvent. Of one that is refused it is what could be read, with empty texts where there was nothing.</summary>
/// <param name="Subject">Null where it was not told.</param>
/// <param name="Time">In UTC; null where it could not be read, which is refused.</param>
/// <param name="Data">JSON as it was sent; empty where there is none.</param>
/// <param name="Sent">All of it as it was sent in structured mode; empty in binary mode.</param>
internal sealed record ReceivedEvent(
    string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Sent = default)
{
    /// <summary>Sent by its sender before, refused, and now sent again by staff.</summary>
    public bool IsSentAgain { get; init; }
}
