namespace Ausweisstatus.Domain;

/// <summary>
/// The code on the slip was replaced; the old one stops working. Without a lookup (the sender did not tell the date of birth) the new code
/// cannot be asked with yet.
/// </summary>
/// <param name="Generation">Counts the codes of a document from 1; a reissue is 2 or higher.</param>
public sealed record ReferenceReissued(DateTimeOffset OccurredAt, int Generation, Lookup? Lookup = null) : Fact(OccurredAt);
