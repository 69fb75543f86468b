using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog;

/// <summary>
/// What an append works on: the documents, in the order of their keys (in that order all of them lock, so none waits for another in a
/// circle), the facts that are known beside theirs, and what else is to be stored in the same transaction.
/// </summary>
internal sealed class PendingDocuments
{
    private readonly Dictionary<Guid, PendingDocument> byId = [];
    private readonly Dictionary<Guid, ExistingFact> existing = [];
    private readonly PendingDocument[] ordered;

    public PendingDocuments(IEnumerable<DocumentKey> keys)
    {
        foreach (var key in keys)
        {
            byId.TryAdd(key.Id, new PendingDocument(key));
        }

        ordered = [.. byId.Values];
        Array.Sort(ordered, ByKey);
    }

    public PendingDocument this[Guid id] => byId[id];

    public PendingDocument[] All => ordered;

    public PendingDocument[] Changed => Array.FindAll(ordered, document => document.Added.Count > 0);

    /// <summary>What else is written in the same transaction, after the facts.</summary>
    public Func<NpgsqlTransaction, Task>? AlsoWrite { get; set; }

    /// <summary>The keys of documents as two arrays.</summary>
    public static NpgsqlParameter[] Keys(PendingDocument[] documents) =>
    [
        new() { Value = Array.ConvertAll(documents, document => document.Tenant), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
        new() { Value = Array.ConvertAll(documents, document => document.Id), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
    ];

    /// <summary>
    /// The fact of this id: of this document, added by this append to any document, or among those that were asked for. A fact of another
    /// document that was not asked for is found when it is written, and then asked for.
    /// </summary>
    public ExistingFact? Find(Guid fact, PendingDocument document) =>
        document.Find(fact) is { } ofDocument ? new ExistingFact(document.Id, ofDocument)
        : existing.TryGetValue(fact, out var elsewhere) ? elsewhere
        : null;

    public void Add(PendingDocument document, NewFact fact)
    {
        document.Add(fact);
        existing.Add(fact.Id, new ExistingFact(document.Id, fact.Fact));
    }

    public void Exists(Guid fact, ExistingFact found) => existing[fact] = found;

    private static int ByKey(PendingDocument one, PendingDocument other)
    {
        var byTenant = string.CompareOrdinal(one.Tenant, other.Tenant);
        return byTenant != 0 ? byTenant : one.Id.CompareTo(other.Id);
    }
}
