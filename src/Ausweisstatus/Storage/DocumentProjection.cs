using Ausweisstatus.Domain;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Ausweisstatus.Storage;

/// <summary>The snapshot of a document: a thin adapter over the domain's fold.</summary>
internal sealed partial class DocumentProjection : SingleStreamProjection<Document, Guid>
{
    public override Document? Evolve(Document? snapshot, Guid id, IEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var document = snapshot ?? Document.Of(AuthorityId.Parse(e.TenantId), FactHeaders.OrderOf(e));
        return document.With(new KnownFact(e.Id, (Fact)e.Data));
    }
}
