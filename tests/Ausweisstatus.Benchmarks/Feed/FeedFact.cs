using Ausweisstatus.Domain;

namespace Ausweisstatus.Benchmarks.Feed;

/// <summary>A fact as the print shop knows it, before product, limit or peer give it their form.</summary>
/// <param name="Begins">Whether it is the first fact of its document.</param>
/// <param name="Version">Its place among the facts of its document; those of the very first batches do not begin at 1.</param>
internal sealed record FeedFact(AuthorityId Authority, OrderNumber Order, string Type, DateTimeOffset At, string Id, bool Begins, int Version)
{
    public Guid Document => DocumentId.Of(Authority, Order);
}
