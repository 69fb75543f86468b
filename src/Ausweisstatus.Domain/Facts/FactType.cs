using System.Collections.Frozen;
using static Ausweisstatus.Domain.Senders;

namespace Ausweisstatus.Domain;

/// <summary>
/// The catalogue of facts: the name each is stored and sent under, and who may say it. The names are for ever:
/// a fact that means something else is a new fact.
/// </summary>
public sealed record FactType(string Name, Type Record, Senders MayBeSaidBy)
{
    private const string Prefix = "de.ausweisstatus.";
    private const string Suffix = ".v1";

    public static IReadOnlyList<FactType> All { get; } =
    [
        Fact<ApplicationReceived>("application-received", Authority),
        Fact<OrderSent>("order-sent", Authority),
        Fact<OrderConfirmed>("order-confirmed", Manufacturer),
        Fact<OrderReturned>("order-returned", Manufacturer | Authority),
        Fact<ProductionStarted>("production-started", Manufacturer),
        Fact<ProductionCompleted>("production-completed", Manufacturer),
        Fact<QualityRejected>("quality-rejected", Manufacturer),
        Fact<Dispatched>("dispatched", Manufacturer | Courier),
        Fact<DeliveryMissed>("delivery-missed", Courier | Manufacturer),
        Fact<ReturnedToOffice>("returned-to-office", Courier | Manufacturer | Authority),
        Fact<ArrivedAtOffice>("arrived-at-office", Authority | Courier),
        Fact<IncomingCheckFailed>("incoming-check-failed", Authority),
        Fact<ReadyForPickup>("ready-for-pickup", Authority),
        Fact<Delivered>("delivered", Courier | Manufacturer),
        Fact<HandedOver>("handed-over", Authority),
        Fact<NotCollected>("not-collected", Authority),
        Fact<SentAgain>("sent-again", Manufacturer | Courier | Authority),
        Fact<Lost>("lost", Manufacturer | Courier | Authority),
        Fact<Cancelled>("cancelled", Authority),
        Fact<ReferenceReissued>("reference-reissued", Authority),
        Fact<FactRetracted>("fact-retracted", Manufacturer | Courier | Authority | Support),
    ];

    private static readonly FrozenDictionary<string, FactType> ByCloudEventType =
        All.ToFrozenDictionary(type => type.CloudEventType, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FactType>.AlternateLookup<ReadOnlySpan<char>> ByCloudEventTypeAsSpan =
        ByCloudEventType.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, FactType> ByName = All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FactType>.AlternateLookup<ReadOnlySpan<char>> ByNameAsSpan =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Dictionary<Type, FactType> ByRecord = All.ToDictionary(type => type.Record);

    /// <summary>The CloudEvents <c>type</c>, e.g. <c>de.ausweisstatus.dispatched.v1</c>.</summary>
    public string CloudEventType { get; } = Prefix + Name + Suffix;

    /// <summary>Whether a document may be found under another lookup once such a fact is known of it.</summary>
    public bool CanChangeLookup { get; } =
        Record == typeof(ApplicationReceived) || Record == typeof(ReferenceReissued) || Record == typeof(FactRetracted);

    public static FactType? Find(string? cloudEventType) =>
        cloudEventType is null ? null : ByCloudEventType.GetValueOrDefault(cloudEventType);

    public static FactType? Find(ReadOnlySpan<char> cloudEventType) =>
        ByCloudEventTypeAsSpan.TryGetValue(cloudEventType, out var type) ? type : null;

    /// <summary>The type stored under this name.</summary>
    public static FactType? Named(ReadOnlySpan<char> name) => ByNameAsSpan.TryGetValue(name, out var type) ? type : null;

    public static FactType Of(Fact fact) => ByRecord[fact.GetType()];

    private static FactType Fact<T>(string name, Senders senders) where T : Fact => new(name, typeof(T), senders);
}
