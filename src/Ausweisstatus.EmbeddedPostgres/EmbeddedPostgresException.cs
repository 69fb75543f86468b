namespace Ausweisstatus.Embedded;

/// <summary>The server cannot run; the message says why, and what to do, in words for a person.</summary>
public class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException() { }

    public EmbeddedPostgresException(string message) : base(message) { }

    public EmbeddedPostgresException(string message, Exception innerException) : base(message, innerException) { }
}
