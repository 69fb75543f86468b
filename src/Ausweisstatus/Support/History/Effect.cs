using Ausweisstatus.Domain;

namespace Ausweisstatus.Support.History;

/// <summary>What a fact did to the status when it was recorded.</summary>
/// <param name="Before">The stage until then; null where nothing was known.</param>
/// <param name="After">The stage from then on.</param>
/// <param name="Changed">What became different, by name; none where nobody could see a difference.</param>
/// <param name="Anomalies">Those that there were not before.</param>
internal sealed record Effect(Stage? Before, Stage? After, IReadOnlyList<string> Changed, IReadOnlyList<Anomaly> Anomalies)
{
    private static readonly (string Name, Func<Domain.Status, object?> Value)[] Members =
    [
        ("stage", status => status.Stage),
        ("since", status => status.Since),
        ("kind", status => status.Kind),
        ("delivery", status => status.Delivery),
        ("location", status => status.Location),
        ("heldUntil", status => status.HeldUntil),
        ("branch", status => status.Branch),
        ("carrier", status => status.Carrier),
        ("trackingNumber", status => status.TrackingNumber),
        ("returnReason", status => status.ReturnReason),
        ("cancelReason", status => status.CancelReason),
        ("run", status => status.Run),
        ("code", status => (status.Generation, status.Lookup)),
    ];

    public static Effect Between(Domain.Status before, Domain.Status after) => new(
        before.Stage,
        after.Stage,
        [
            .. Members.Where(member => !Equals(member.Value(before), member.Value(after))).Select(member => member.Name),
            // Stages that were passed in between, known late.
            .. before.Stage == after.Stage && before.Since == after.Since && !before.History.SequenceEqual(after.History) ? ["history"] : Array.Empty<string>(),
        ],
        [.. after.Anomalies.Except(before.Anomalies)]);
}
