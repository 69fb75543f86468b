namespace Ausweisstatus.EventLog.Schema;

/// <summary>The database cannot be brought up to date. The message says why, in words for a person.</summary>
internal sealed class MigrationException : Exception
{
    public MigrationException(string message) : base(message) { }

    public MigrationException(string script, Exception cause) : base($"{script} failed: {cause.Message}", cause) { }
}
