using Ausweisstatus.Domain;

namespace Ausweisstatus.EventLog;

/// <summary>A document as its stream is addressed.</summary>
internal readonly record struct DocumentKey(AuthorityId Authority, OrderNumber Order)
{
    public Guid Id { get; } = DocumentId.Of(Authority, Order);
}

/// <summary>A fact to be appended, and what is kept of its envelope.</summary>
/// <param name="Source">The CloudEvents <c>source</c>.</param>
/// <param name="EventId">The CloudEvents <c>id</c>.</param>
/// <param name="Client">The registered client that sent it.</param>
/// <param name="Trace">The id of the trace of the request (W3C trace context), where there is one.</param>
internal sealed record NewFact(Fact Fact, string Source, string EventId, string Client, string? Trace = null)
{
    public Guid Id { get; } = FactId.Of(Source, EventId);
}

/// <summary>A fact that is recorded: the document it is of and what it says.</summary>
internal readonly record struct ExistingFact(Guid Document, Fact Fact);
