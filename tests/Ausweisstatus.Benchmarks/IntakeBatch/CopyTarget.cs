using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>A table that a limit copies into.</summary>
/// <param name="Create">Makes the table.</param>
/// <param name="Copy">The command that writes into it.</param>
/// <param name="Of">Those of the events that have a row in it.</param>
/// <param name="WriteAsync">Writes the row of an event.</param>
internal sealed record CopyTarget(
    string Create, string Copy, Func<EventRow[], IEnumerable<EventRow>> Of, Func<EventRow, NpgsqlBinaryImporter, CancellationToken, Task> WriteAsync)
{
    /// <summary>The events alone, with their primary key and no other index.</summary>
    public static CopyTarget[] WithOneIndex { get; } = [Events("copied", EventRow.CreateTable("copied"))];

    /// <summary>
    /// The same events, and a stream and a document for each that begins one, in tables with the product's own indexes. Streams and documents
    /// that exist are left alone, because COPY cannot update; the product updates them.
    /// </summary>
    public static CopyTarget[] WithTheProductsIndexes { get; } =
    [
        new("create table bench.streams (like ausweisstatus.mt_streams including defaults including indexes)",
            "copy bench.streams (tenant_id, id, version) from stdin (format binary)", Beginning, WriteStreamAsync),
        new("create table bench.documents (like ausweisstatus.mt_doc_document including defaults including indexes)",
            "copy bench.documents (tenant_id, id, mt_version, data, stage, since) from stdin (format binary)", Beginning, WriteDocumentAsync),
        Events("events", "create table bench.events (like ausweisstatus.mt_events including defaults including indexes)"),
    ];

    private static CopyTarget Events(string table, string create) => new(
        create, $"copy bench.{table} ({EventRow.Columns}) from stdin (format binary)", rows => rows, (row, copy, cancellation) => row.WriteAsync(copy, cancellation));

    private static IEnumerable<EventRow> Beginning(EventRow[] rows) => rows.Where(row => row.Fact.Begins);

    private static async Task WriteStreamAsync(EventRow row, NpgsqlBinaryImporter copy, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(row.Fact.Authority.ToString(), NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(row.Document, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync((long)row.Fact.Version, NpgsqlDbType.Bigint, cancellation);
    }

    private static async Task WriteDocumentAsync(EventRow row, NpgsqlBinaryImporter copy, CancellationToken cancellation)
    {
        await WriteStreamAsync(row, copy, cancellation);
        await copy.WriteAsync($"""["{row.Fact.Authority}","{row.Fact.Order}",["{row.Id}","{row.Fact.Type}",{row.Data}]]""", NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync("ordered", NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(row.Fact.At, NpgsqlDbType.TimestampTz, cancellation);
    }
}
