using Ausweisstatus.Access;
using Ausweisstatus.EventLog;
using Ausweisstatus.Problems;
using Npgsql;

namespace Ausweisstatus.Operate;

/// <summary>What an operator has to know about a database that holds real people's data. It is said at every start until it is mended.</summary>
internal static partial class ProductionWarnings
{
    private const string Unsafe = "select name || ' = ' || setting from pg_settings where name in ('fsync', 'full_page_writes') and setting <> 'on' order by 1";

    public static async Task LogAsync(NpgsqlDataSource database, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            if (await ReadAsync(database, Unsafe, cancellation) is { Count: > 0 } settings)
            {
                SettingsLoseFacts(logger, string.Join(", ", settings));
            }

            var clients = await StoredJson.ReadAllAsync<Client>(database, AccessSetup.Alias, cancellation);
            if (clients.Where(client => client.Development).Select(client => client.Id).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } refused)
            {
                ClientsAreRefused(logger, string.Join(", ", refused));
            }
        }
        catch (Exception problem) when (problem.IsDatabaseUnavailable())
        {
            // The host has just read from it; that it is away now is told where requests fail.
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> all = [];
        while (await reader.ReadAsync(cancellation))
        {
            all.Add(reader.GetString(0));
        }

        return all;
    }

    [LoggerMessage(LogLevel.Critical, "PostgreSQL runs with {Settings}: facts that were acknowledged are lost when the server fails. Set it to on in postgresql.conf.")]
    private static partial void SettingsLoseFacts(ILogger logger, string settings);

    [LoggerMessage(LogLevel.Warning, "Clients of Development are registered here and are refused: {Clients}. Remove each with: ausweis clients remove NAME")]
    private static partial void ClientsAreRefused(ILogger logger, string clients);
}
