using Ausweisstatus.Domain;

namespace Ausweisstatus.Rebuild;

/// <summary>A document folded from its facts.</summary>
/// <param name="Authority">The tenant.</param>
/// <param name="Document">With all facts there were when it was read.</param>
/// <param name="Version">That of its last fact.</param>
/// <param name="Facts">How many facts it was folded from.</param>
internal sealed record FoldedDocument(string Authority, Document Document, long Version, int Facts);
