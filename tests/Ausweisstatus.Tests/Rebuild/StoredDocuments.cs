using Ausweisstatus.EventLog.Rebuild;
using Npgsql;

namespace Ausweisstatus.Tests.Rebuild;

/// <summary>The documents of an installation, as they lie in the database.</summary>
internal sealed class StoredDocuments(Installation installation) : IAsyncDisposable
{
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(installation.ConnectionString);

    /// <summary>Every row, but for the moment at which it was written.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var command = database.CreateCommand(
            "select (to_jsonb(stored) - 'mt_last_modified')::text from ausweisstatus.mt_doc_document stored order by tenant_id, id");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public Task<RebuildProgress> RebuildAsync() => new RebuildDocuments(database).ExecuteAsync(RebuildOrder.Everything, _ => { }, CancellationToken.None);

    /// <returns>The number of rows it changed.</returns>
    public async Task<int> DamageAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
