using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Marten;
using Npgsql;

namespace Ausweisstatus.Status;

/// <summary>
/// Finds the document of a code and a date of birth, whichever authority it belongs to, by the index on the snapshots. Written in SQL because it asks over all tenants, and because
/// it is the busiest query there is.
/// </summary>
internal sealed class FindDocument(NpgsqlDataSource database, IDocumentStore store)
{
    private const string Sql = $"select data from {StorageSetup.Schema}.mt_doc_document where lookup = any($1) limit 1";

    private readonly ISerializer serializer = store.Options.Serializer();

    /// <param name="lookups">What the document may be stored under, one for each valid key.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<Document?> ByLookupAsync(string[] lookups, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = lookups });
        // Prepared once for each connection of the pool; afterwards this does nothing.
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? await serializer.FromJsonAsync<Document>(reader, 0, cancellation) : null;
    }
}
