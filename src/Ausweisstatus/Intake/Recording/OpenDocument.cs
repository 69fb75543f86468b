using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Recording;

/// <summary>A document of one commit: what the commit adds, and what had to be known of it.</summary>
internal sealed class OpenDocument(AuthorityId authority, OrderNumber order, Guid id)
{
    private readonly List<Submission> added = [];
    private Document? stored;

    public Guid Id => id;

    public string Tenant { get; } = authority.ToString();

    public string Order { get; } = order.ToString();

    /// <summary>Whether a fact is submitted that can change under what the document is found; only then is it read before it is written.</summary>
    public bool MustBeKnown { get; private set; }

    /// <summary>The version that was read, 0 for none: what is written follows from it. Null where nothing was read.</summary>
    public long? ReadVersion { get; private set; }

    public IReadOnlyList<Submission> Added => added;

    /// <summary>The document with all that is added. Only of one that had to be known.</summary>
    public Document Known => WithAdded(stored ?? throw new InvalidOperationException("The document was not read."));

    /// <summary>Under what it is found, once all is added. Null also where that does not change.</summary>
    public string? Lookup => stored is null ? null : WithAdded(stored).Lookup;

    public void Expect(Fact fact) => MustBeKnown |= FactType.Of(fact).CanChangeLookup;

    public void WasRead(long version, Document? document) => (ReadVersion, stored) = (version, document ?? Document.Of(authority, order));

    public void Add(Submission submission) => added.Add(submission);

    private Document WithAdded(Document document) =>
        document.With(added.Select(submission => new KnownFact(submission.FactId, submission.Fact)));
}
