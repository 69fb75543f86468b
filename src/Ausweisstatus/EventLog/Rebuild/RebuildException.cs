namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>The read models cannot be rebuilt; the message says why and holds nothing of a fact.</summary>
public sealed class RebuildException(string message, Exception? cause = null) : Exception(message, cause);
