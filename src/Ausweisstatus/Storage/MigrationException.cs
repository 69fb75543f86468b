namespace Ausweisstatus.Storage;

/// <summary>A migration could not be applied.</summary>
public sealed class MigrationException(string script, Exception cause) : Exception($"{script} failed: {cause.Message}", cause);
