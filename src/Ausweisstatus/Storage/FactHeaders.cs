using Ausweisstatus.Domain;
using JasperFx.Events;

namespace Ausweisstatus.Storage;

/// <summary>What is kept of a fact's envelope: who said it, under which id, about which order.</summary>
internal static class FactHeaders
{
    public const string Order = "order";
    public const string Source = "source";
    public const string EventId = "id";
    public const string Client = "client";

    public static OrderNumber OrderOf(IEvent e) =>
        OrderNumber.Parse(e.Headers?.GetValueOrDefault(Order)?.ToString() ?? throw new InvalidOperationException($"Event {e.Id} has no order."));
}
