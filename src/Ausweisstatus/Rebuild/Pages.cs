using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Rebuild;

/// <summary>All documents, page by page, for several who take them in turns. By keys, so that the last page costs no more than the first.</summary>
internal sealed class Pages(NpgsqlDataSource database, int documents) : IDisposable
{
    // Those of one end of a page only: the others are met when the page is read.
    private const string LastOfNext = $"""
        select tenant_id, id from {StorageSetup.Schema}.mt_streams where (tenant_id, id) > (@authority, @document)
        order by tenant_id, id offset @others limit 1
        """;

    private readonly SemaphoreSlim turn = new(1);
    private Place? next = Place.First;

    /// <returns>Null after the last one.</returns>
    public async Task<Page?> TakeAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (next is not { } after) return null;
            next = await EndAsync(after, cancellation);
            return new Page(after, next);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<Place?> EndAsync(Place after, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LastOfNext);
        command.Parameters.Add(new NpgsqlParameter<string>("authority", after.Authority));
        command.Parameters.Add(new NpgsqlParameter<Guid>("document", after.Document));
        command.Parameters.Add(new NpgsqlParameter<int>("others", documents - 1));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new Place(reader.GetString(0), reader.GetGuid(1)) : null;
    }
}
