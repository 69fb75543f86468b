namespace Ausweisstatus.Operate;

/// <summary>The system cannot start as it was asked to. The message says why and what to do, in words for a person.</summary>
internal sealed class StartException(string message) : Exception(message);
