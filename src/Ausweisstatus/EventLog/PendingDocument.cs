using Ausweisstatus.Domain;

namespace Ausweisstatus.EventLog;

/// <summary>A document while facts are appended to it: as it was read, and what is added.</summary>
internal sealed class PendingDocument(DocumentKey key)
{
    // No stream has this version, so that what is written does not follow from what was read.
    private const long Unreadable = -1;

    private readonly List<NewFact> added = [];
    private Document? now;

    public DocumentKey Key => key;

    public Guid Id => key.Id;

    public string Tenant { get; } = key.Authority.ToString();

    public OrderNumber Order => key.Order;

    /// <summary>The version of its stream when it was read, 0 for none: what is written follows from it.</summary>
    public long ReadVersion { get; private set; }

    /// <summary>Its stream takes no more facts.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>All of it is written and not only what is added: it is new, or what was stored did not follow from its stream.</summary>
    public bool IsWrittenWhole { get; private set; } = true;

    /// <summary>As it was read.</summary>
    public Document Before { get; private set; } = Document.Of(key.Authority, key.Order);

    /// <summary>With all that is added.</summary>
    public Document Now => now ??= Before.With(added.Select(fact => new KnownFact(fact.Id, fact.Fact)));

    public IReadOnlyList<NewFact> Added => added;

    /// <param name="version">That of the stored document.</param>
    /// <param name="document">Null where what is stored cannot be read.</param>
    public void WasRead(long version, Document? document)
    {
        (Before, now, IsWrittenWhole) = (document ?? Before, null, false);
        ReadVersion = document?.Facts.Length == version ? version : Unreadable;
    }

    /// <summary>What is stored does not follow from the stream; this does.</summary>
    public void WasRepaired(long version, Document document) => (ReadVersion, Before, now, IsWrittenWhole) = (version, document, null, true);

    public void WasArchived() => IsArchived = true;

    public Fact? Find(Guid fact) => Before.Find(fact) ?? added.Find(one => one.Id == fact)?.Fact;

    public void Add(NewFact fact)
    {
        added.Add(fact);
        now = null;
    }
}
