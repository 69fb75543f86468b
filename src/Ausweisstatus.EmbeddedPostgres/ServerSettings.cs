using Npgsql;

namespace Ausweisstatus.Embedded;

/// <summary>How the server is set up. Given on its command line, where no ALTER SYSTEM can override it.</summary>
internal static class ServerSettings
{
    /// <summary>Without these an acknowledged fact could be lost; asked of the server after every start.</summary>
    private static readonly string[] Durability = ["fsync", "full_page_writes", "synchronous_commit"];

    private static readonly (string Name, string Value)[] All =
    [
        .. Durability.Select(name => (name, "on")),
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("password_encryption", "scram-sha-256"),
        ("max_connections", "200"),
        ("shared_buffers", "256MB"),
        ("max_wal_size", "4GB"),
        // Compiling a query pays off in seconds-long ones, of which there are none.
        ("jit", "off"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("log_destination", "stderr"),
        ("logging_collector", "off"),
        // Errors, statements, parameters and details quote data, and data do not belong in a log.
        ("log_min_messages", "log"),
        ("log_min_error_statement", "panic"),
        ("log_error_verbosity", "terse"),
        ("log_statement", "none"),
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
    ];

    public static IEnumerable<string> CommandLine(int port) =>
        All.Append(("port", $"{port}")).SelectMany(setting => new[] { "-c", $"{setting.Item1}={setting.Item2}" });

    /// <exception cref="EmbeddedPostgresException">The server might forget what it has acknowledged.</exception>
    public static async Task VerifyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var name in Durability)
        {
            await using var show = new NpgsqlCommand($"SHOW {name}", connection);
            var value = await show.ExecuteScalarAsync(cancellation) as string;
            if (value != "on")
            {
                throw new EmbeddedPostgresException($"PostgreSQL runs with {name} = {value}; it must be on, so it is not used.");
            }
        }
    }
}
