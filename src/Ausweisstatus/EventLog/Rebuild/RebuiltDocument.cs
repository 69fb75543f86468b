using Ausweisstatus.Domain;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>A document made anew from its facts, in the form in which it is stored.</summary>
/// <param name="Authority">The tenant.</param>
/// <param name="Id">The stream.</param>
/// <param name="Data">The JSON of the document.</param>
/// <param name="Lookup">Under what it is found; null for nothing.</param>
/// <param name="Columns">Its status.</param>
/// <param name="Version">That of its last fact.</param>
/// <param name="Facts">How many facts it was made from.</param>
internal sealed record RebuiltDocument(string Authority, Guid Id, byte[] Data, string? Lookup, StatusColumns Columns, long Version, int Facts);
