using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Recording;

/// <summary>The documents of one commit, in the order of their keys: in that order all commits lock them, so none waits for another in a circle.</summary>
internal sealed class OpenDocuments
{
    private readonly Dictionary<Guid, OpenDocument> byId = [];
    private readonly OpenDocument[] ordered;

    public OpenDocuments(IEnumerable<Submission> submissions)
    {
        foreach (var submission in submissions)
        {
            if (!byId.TryGetValue(submission.DocumentId, out var document))
            {
                document = new OpenDocument(submission.Authority, submission.Order, submission.DocumentId);
                byId.Add(document.Id, document);
            }

            document.Expect(submission.Fact);
        }

        ordered = [.. byId.Values];
        Array.Sort(ordered, ByKey);
    }

    public OpenDocument this[Guid id] => byId[id];

    public OpenDocument[] All => ordered;

    public OpenDocument[] MustBeKnown => Array.FindAll(ordered, document => document.MustBeKnown);

    public OpenDocument[] Changed => Array.FindAll(ordered, document => document.Added.Count > 0);

    /// <summary>The keys of documents as two arrays.</summary>
    public static NpgsqlParameter[] Keys(OpenDocument[] documents) =>
    [
        new() { Value = Array.ConvertAll(documents, document => document.Tenant), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
        new() { Value = Array.ConvertAll(documents, document => document.Id), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
    ];

    private static int ByKey(OpenDocument one, OpenDocument other)
    {
        var byTenant = string.CompareOrdinal(one.Tenant, other.Tenant);
        return byTenant != 0 ? byTenant : one.Id.CompareTo(other.Id);
    }
}
