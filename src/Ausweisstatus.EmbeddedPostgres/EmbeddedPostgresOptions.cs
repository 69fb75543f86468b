namespace Ausweisstatus.Embedded;

/// <summary>What a private PostgreSQL needs to know.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Where everything of this server is kept; made if missing. One server at a time runs in it.</summary>
    public required string Directory { get; init; }

    /// <summary>Who uses the server, in words for whoever wants to start a second one: <c>http://127.0.0.1:5080</c>.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Receives one line for everything worth telling, such as an installation. Default: standard error.</summary>
    public Action<string> Log { get; init; } = Console.Error.WriteLine;
}
