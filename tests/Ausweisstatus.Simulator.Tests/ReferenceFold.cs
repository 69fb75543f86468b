using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>
/// The rules by which facts become a status, written down a second time and as plainly as possible: the set without what was retracted,
/// sorted by time, rank and id, walked once. It knows nothing of stories.
/// </summary>
internal static class ReferenceFold
{
    internal sealed record Fact(string Source, string Id, FactName Name, DateTimeOffset At, IReadOnlyList<Detail> Data)
    {
        public string? Find(string detail) => Data.FirstOrDefault(told => told.Name == detail).Value;
    }

    internal sealed record Folded(Stage Stage, DateTimeOffset Since, IReadOnlyList<Reached> History, string? Location);

    public static Fact FactOf(Outgoing sending) => sending switch
    {
        Registration registration => new(
            sending.By.Source,
            $"registration of {registration.Application.Order}",
            FactName.ApplicationReceived,
            registration.Application.At,
            registration.Application.LocationTold ? [new("location", registration.Application.PickUpAt.Slug)] : []),
        Message message => new(sending.By.Source, message.EventId, message.Fact, message.Stamp, message.Data),
        _ => throw new ArgumentOutOfRangeException(nameof(sending)),
    };

    public static Folded Fold(IEnumerable<Fact> told)
    {
        var set = told.DistinctBy(fact => (fact.Source, fact.Id)).ToList();
        var retracted = set.Where(fact => fact.Name is FactName.FactRetracted).Select(fact => (fact.Source, fact.Find("id")!)).ToHashSet();
        var sorted = set
            .Where(fact => fact.Name is not FactName.FactRetracted && !retracted.Contains((fact.Source, fact.Id)))
            .OrderBy(fact => fact.At).ThenBy(fact => Rank(fact.Name)).ThenBy(fact => fact.Source + fact.Id, StringComparer.Ordinal);

        var rank = 0;
        var final = false;
        string? location = null;
        var history = new List<Reached>();
        foreach (var fact in sorted)
        {
            if (final)
            {
                continue;
            }

            location = fact.Find("location") ?? location;
            var floor = Floor(fact.Name);
            if (floor is null && Rank(fact.Name) < rank)
            {
                continue;
            }

            if (floor is not null || history.Count == 0 || history[^1].Stage != StageOf(fact))
            {
                history.Add(new Reached(StageOf(fact), fact.At));
            }

            rank = floor ?? Rank(fact.Name);
            final = rank >= 80;
        }

        return new Folded(history[^1].Stage, history[^1].At, history, location);
    }

    private static int Rank(FactName name) => name switch
    {
        FactName.ApplicationReceived => 10,
        FactName.OrderSent => 20,
        FactName.OrderConfirmed => 25,
        FactName.OrderReturned => 28,
        FactName.ProductionStarted => 30,
        FactName.ProductionCompleted => 40,
        FactName.QualityRejected => 45,
        FactName.Dispatched => 50,
        FactName.DeliveryMissed => 60,
        FactName.ReturnedToOffice or FactName.ArrivedAtOffice => 65,
        FactName.IncomingCheckFailed => 67,
        FactName.SentAgain => 68,
        FactName.ReadyForPickup => 70,
        FactName.Lost => 75,
        FactName.Delivered or FactName.HandedOver => 80,
        FactName.NotCollected => 85,
        FactName.Cancelled => 90,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Has no rank."),
    };

    private static int? Floor(FactName name) => name switch
    {
        FactName.OrderReturned => 10,
        FactName.QualityRejected => 25,
        FactName.IncomingCheckFailed or FactName.Lost => 15,
        FactName.SentAgain => 50,
        _ => null,
    };

    private static Stage StageOf(Fact fact) => fact.Name switch
    {
        FactName.ApplicationReceived => Stage.Received,
        FactName.OrderSent or FactName.OrderConfirmed => Stage.Ordered,
        FactName.OrderReturned => Stage.ActionNeeded,
        FactName.ProductionStarted => Stage.InProduction,
        FactName.ProductionCompleted => Stage.Produced,
        FactName.QualityRejected or FactName.IncomingCheckFailed => Stage.BeingRemade,
        FactName.Dispatched or FactName.SentAgain => fact.Find("to") == "holder" ? Stage.InDelivery : Stage.Shipped,
        FactName.DeliveryMissed => Stage.HeldAtBranch,
        FactName.ReturnedToOffice or FactName.ArrivedAtOffice => Stage.AtOffice,
        FactName.ReadyForPickup => Stage.ReadyForPickup,
        FactName.Delivered or FactName.HandedOver => Stage.HandedOver,
        FactName.NotCollected => Stage.NotCollected,
        FactName.Lost => Stage.Lost,
        FactName.Cancelled => Stage.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Name, "Has no stage."),
    };
}
