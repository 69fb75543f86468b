using Ausweisstatus.Benchmarks.Feed;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>A row as in the product's table of events; what the limit stores.</summary>
internal sealed record EventRow(long Sequence, Guid Id, FeedFact Fact, Guid Document, string Data, string Headers)
{
    /// <summary>The columns of the product's table, and its primary key; none of its other indexes, which are the product's own affair.</summary>
    public static string CreateTable(string table) => $"""
        create table bench.{table} (like ausweisstatus.mt_events including defaults);
        alter table bench.{table} add primary key (seq_id);
        """;

    public const string Columns = "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, is_archived";

    public static EventRow Of(FeedFact fact, long sequence) => new(
        sequence, Guid.NewGuid(), fact, fact.Document,
        $$"""{"occurredAt":"{{fact.At:O}}","data":{{CloudEventText.DataOf(fact)}}}""",
        $$"""{"order":"{{fact.Order}}","source":"/print-shops/bdr","event":"{{fact.Id}}","client":"print-shop"}""");

    public async Task WriteAsync(NpgsqlBinaryImporter copy, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(Sequence, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(Id, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(Document, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync((long)Fact.Version, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(Data, NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(Fact.Type, NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(Fact.At, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync(Fact.Authority.ToString(), NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync("Ausweisstatus.Domain.Fact, Ausweisstatus.Domain", NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(Headers, NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellation);
    }
}
