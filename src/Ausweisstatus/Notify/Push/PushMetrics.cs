using System.Diagnostics.Metrics;
using Ausweisstatus.Domain;
using Ausweisstatus.Notify.Subscriptions;

namespace Ausweisstatus.Notify.Push;

/// <summary>What became of pushes, for whoever collects metrics: <c>ausweisstatus.pushes</c> by outcome.</summary>
internal static class PushMetrics
{
    public const string MeterName = "Ausweisstatus.Push";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Pushes = Meter.CreateCounter<long>("ausweisstatus.pushes", description: "Pushes by what became of them: sent, refused, not-sent, unknown");

    public static void Count(SendOutcome outcome) => Pushes.Add(1, new KeyValuePair<string, object?>("outcome", KebabCase.Of(outcome)));
}
