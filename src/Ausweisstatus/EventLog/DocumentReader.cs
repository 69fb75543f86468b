using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog;

/// <summary>What is read of documents.</summary>
internal static class DocumentReader
{
    /// <summary>Their JSON.</summary>
    public static DocumentReader<byte[]> OfDocuments(NpgsqlDataSource database) => new(database, "data");

    /// <summary>Their versions: with every fact another one.</summary>
    public static DocumentReader<long> OfVersions(NpgsqlDataSource database) => new(database, "mt_version");
}

/// <summary>
/// Asks for documents of whichever authority by the index on the snapshots, on a connection it keeps. Written in SQL because it asks over all
/// tenants, and because it is the busiest query there is. For one caller at a time.
/// </summary>
internal sealed class DocumentReader<T>(NpgsqlDataSource database, string column) : IAsyncDisposable
{
    // Thousands of times what a query takes. A connection that is silent for so long is given up, and the question put once more on a new one.
    private const int Patience = 3;

    private NpgsqlConnection? connection;
    private NpgsqlCommand? command;

    /// <summary>Adds what is read of every document that is stored under one of the lookups.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached or does not answer; the next question opens a new connection.</exception>
    public async Task ReadAsync(List<string> lookups, Dictionary<string, T> found)
    {
        for (var again = false; ; again = true)
        {
            try
            {
                await AskAsync(lookups, found);
                return;
            }
            catch (Exception problem)
            {
                await ForgetAsync();
                if (again || !problem.IsDatabaseUnavailable())
                {
                    throw;
                }

                // It may have ended while nobody asked, e.g. because the database was restarted; so may those in the pool.
                database.Clear();
                found.Clear();
            }
        }
    }

    public async ValueTask DisposeAsync() => await ForgetAsync();

    private async Task AskAsync(List<string> lookups, Dictionary<string, T> found)
    {
        command ??= await PrepareAsync();
        ((NpgsqlParameter<List<string>>)command.Parameters[0]).TypedValue = lookups;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found[reader.GetString(0)] = reader.GetFieldValue<T>(1);
        }
    }

    private async Task<NpgsqlCommand> PrepareAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(Patience));
        try
        {
            connection = await database.OpenConnectionAsync(patience.Token);
            var prepared = new NpgsqlCommand(Sql(), connection) { CommandTimeout = Patience };
            prepared.Parameters.Add(new NpgsqlParameter<List<string>> { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await prepared.PrepareAsync(patience.Token);
            return prepared;
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException("The database does not answer.", late);
        }
    }

    private string Sql() => $"select lookup, {column} from {StorageSetup.Schema}.mt_doc_document where lookup = any($1)";

    private async Task ForgetAsync()
    {
        (var (oldCommand, oldConnection), command, connection) = ((command, connection), null, null);
        if (oldCommand is not null)
        {
            await oldCommand.DisposeAsync();
        }

        if (oldConnection is not null)
        {
            await oldConnection.DisposeAsync();
        }
    }
}
