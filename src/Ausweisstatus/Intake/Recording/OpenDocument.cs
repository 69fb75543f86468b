using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Recording;

/// <summary>A document of one commit: what was stored of it, and what this commit adds.</summary>
internal sealed class OpenDocument(AuthorityId authority, OrderNumber order, Guid id)
{
    private Document document = Document.Of(authority, order);
    private readonly List<Submission> added = [];

    public Guid Id => id;

    public string Tenant { get; } = authority.ToString();

    /// <summary>The version of the stream that was read; 0 where there is none.</summary>
    public long StoredVersion { get; private set; }

    public long Version => StoredVersion + added.Count;

    public IReadOnlyList<Submission> Added => added;

    public void WasStored(long version, Document stored) => (StoredVersion, document) = (version, stored);

    /// <summary>The fact of this id, where it is stored in this document.</summary>
    public Fact? Find(Guid fact) => document.Find(fact);

    public void Add(Submission submission) => added.Add(submission);

    /// <summary>The snapshot to store.</summary>
    public Document Snapshot() => document with
    {
        Facts = [.. document.Facts, .. added.Select(submission => new KnownFact(submission.FactId, submission.Fact))],
    };
}
