using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Rebuild;

/// <summary>Rows of the documents' table as they ought to be, column by column.</summary>
internal sealed class FoldedRows
{
    // The stored text has JSON's own order of members and spaces; the database compares what it says.
    private const string Mend = $"""
        with folded as (select * from unnest(@authorities, @documents, @data, @versions, @lookups) as row (tenant_id, id, data, mt_version, lookup)),
        mended as (
            insert into {StorageSetup.Schema}.mt_doc_document as stored (tenant_id, id, data, mt_version, lookup)
            select folded.* from folded left join {StorageSetup.Schema}.mt_doc_document known using (tenant_id, id)
            where known.id is null or (known.data, known.mt_version, known.lookup) is distinct from (folded.data, folded.mt_version, folded.lookup)
            on conflict (tenant_id, id) do update
            set data = excluded.data, mt_version = excluded.mt_version, lookup = excluded.lookup, mt_last_modified = transaction_timestamp()
            returning 1)
        select count(*) from mended
        """;

    private readonly List<string> authorities = [];
    private readonly List<Guid> documents = [];
    private readonly List<byte[]> data = [];
    private readonly List<long> versions = [];
    private readonly List<string?> lookups = [];

    public int Count => documents.Count;

    /// <param name="authority">The tenant.</param>
    /// <param name="document">With all its facts.</param>
    /// <param name="version">That of its last fact.</param>
    public void Add(string authority, Document document, long version)
    {
        authorities.Add(authority);
        documents.Add(document.Id);
        data.Add(StoredForm.DataOf(document));
        versions.Add(version);
        lookups.Add(document.Lookup);
    }

    /// <summary>Writes those that differ from what is stored; counts them.</summary>
    public NpgsqlBatchCommand Mending() => new(Mend)
    {
        Parameters =
        {
            Authorities(),
            Documents(),
            new("data", NpgsqlDbType.Array | NpgsqlDbType.Jsonb) { Value = data },
            new("versions", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = versions },
            new("lookups", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = lookups },
        },
    };

    /// <summary>Removes what is stored on a page without a fact to stand on; counts it.</summary>
    public NpgsqlBatchCommand Clearing(Page page)
    {
        var command = new NpgsqlBatchCommand($"""
            with cleared as (
                delete from {StorageSetup.Schema}.mt_doc_document stored where {page.Holds("stored.tenant_id", "stored.id")}
                and not exists (
                    select from unnest(@authorities, @documents) as folded (tenant_id, id)
                    where folded.tenant_id = stored.tenant_id and folded.id = stored.id)
                and not exists (
                    select from {StorageSetup.Schema}.mt_events event where event.tenant_id = stored.tenant_id and event.stream_id = stored.id)
                returning 1)
            select count(*) from cleared
            """) { Parameters = { Authorities(), Documents() } };
        command.Parameters.AddRange(page.Parameters().ToArray());
        return command;
    }

    private NpgsqlParameter Authorities() => new("authorities", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = authorities };

    private NpgsqlParameter Documents() => new("documents", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = documents };
}
