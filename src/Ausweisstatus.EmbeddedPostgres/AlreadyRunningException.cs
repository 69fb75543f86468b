namespace Ausweisstatus.Embedded;

/// <summary>Another living process runs a server in the same directory.</summary>
public sealed class AlreadyRunningException : EmbeddedPostgresException
{
    public AlreadyRunningException() { }

    public AlreadyRunningException(string message) : base(message) { }

    public AlreadyRunningException(string message, Exception innerException) : base(message, innerException) { }

    internal static AlreadyRunningException In(string directory, RunningPostgres? running) => new(
        running is null
            ? $"Ausweisstatus is already running in {directory}."
            : $"Ausweisstatus is already running in {directory}: {running.Purpose} (process {running.ProcessId}).");
}
