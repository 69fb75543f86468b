using Ausweisstatus.Domain;

namespace Ausweisstatus.Benchmarks.Feed;

/// <summary>A fact as the print shop knows it, before product, limit or peer give it their form.</summary>
/// <param name="Begins">Whether it is the first fact of its document.</param>
internal sealed record FeedFact(AuthorityId Authority, OrderNumber Order, string Type, DateTimeOffset At, string Id, bool Begins)
{
    public Guid Document => DocumentId.Of(Authority, Order);
}
