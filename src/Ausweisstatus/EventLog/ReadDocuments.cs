using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>
/// Reads single documents for staff. Who answers with what it finds has to ask first whether they may read it: that is
/// <c>Support/ReadForStaff</c>, and a test keeps all others out.
/// </summary>
internal sealed class ReadDocuments(NpgsqlDataSource database)
{
    private const string Table = $"{StorageSetup.Schema}.mt_doc_document";

    /// <summary>The document, if it belongs to one of the authorities.</summary>
    public Task<Document?> ByIdAsync(Guid id, string[] authorities, CancellationToken cancellation) =>
        ReadAsync(database.CreateCommand($"select data from {Table} where tenant_id = any($1) and id = $2", authorities, id), cancellation);

    /// <summary>The same from its facts, whatever is stored of it.</summary>
    public async Task<Document?> FoldedAsync(Guid id, string[] authorities, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ReadFacts.OfSomeAsync(connection, Array.ConvertAll(authorities, authority => (authority, id)), cancellation) is [var folded, ..]
            ? folded.Document
            : null;
    }

    /// <summary>The document that is stored under one of the lookups, whosever it is.</summary>
    public Task<Document?> ByLookupAsync(string[] lookups, CancellationToken cancellation) =>
        ReadAsync(database.CreateCommand($"select data from {Table} where lookup = any($1)", [lookups]), cancellation);

    private static async Task<Document?> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command)
        {
            return await command.ExecuteScalarAsync(cancellation) is string json ? JsonSerializer.Deserialize<Document>(json, FactJson.Options) : null;
        }
    }
}
