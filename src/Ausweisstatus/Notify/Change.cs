namespace Ausweisstatus.Notify;

/// <summary>A change of a document's stage, as portals are told it. Holds nothing about the person.</summary>
/// <param name="Id">The same however often and by whichever way it is told.</param>
/// <param name="Authority">Whose document it is.</param>
/// <param name="Order">The authority's number of the order.</param>
/// <param name="Document">The id of the document.</param>
/// <param name="Kind">The kind of document; null while nobody said.</param>
/// <param name="Before">The stage before, as in the answer to a citizen; null where there was none.</param>
/// <param name="Stage">The stage now; null where all that was said is retracted.</param>
/// <param name="Since">When it entered that stage.</param>
/// <param name="Correction">What was said before was a mistake: the document never was in that stage.</param>
internal sealed record Change(
    Guid Id, string Authority, string Order, Guid Document, string? Kind, string? Before, string? Stage, DateTimeOffset? Since, bool Correction)
{
    /// <summary>Always <c>de.ausweisstatus.status-changed.v1</c>.</summary>
    public string Type { get; } = "de.ausweisstatus.status-changed.v1";
}

/// <summary>A part of the feed of changes.</summary>
/// <param name="Changes">Oldest first; of one document in the order in which they happened to it.</param>
/// <param name="Next">Where to read on: the value of <c>after</c> of the next request.</param>
/// <param name="Tokens">The same changes as signed security event tokens, where they are asked for.</param>
internal sealed record ChangePage(IReadOnlyList<Change> Changes, string Next, IReadOnlyList<string>? Tokens = null);
