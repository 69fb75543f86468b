using Ausweisstatus.Domain;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>A document made anew from its facts, and the form in which it is stored.</summary>
/// <param name="Authority">The tenant.</param>
/// <param name="Id">The stream.</param>
/// <param name="Document">The document.</param>
/// <param name="Data">Its JSON.</param>
/// <param name="Version">That of its last fact.</param>
internal sealed record RebuiltDocument(string Authority, Guid Id, Document Document, byte[] Data, long Version);
