using Ausweisstatus.Simulator.Figures;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>Facts that never happened, each with its retraction. They leave no trace in the truth.</summary>
internal static class Mistakes
{
    private static readonly IReadOnlyList<(FactName Fact, Func<Application, Client> By)> WrongFacts =
    [
        (FactName.ReadyForPickup, OfficeOf),
        (FactName.HandedOver, OfficeOf),
        (FactName.NotCollected, OfficeOf),
        (FactName.IncomingCheckFailed, OfficeOf),
        (FactName.ProductionCompleted, _ => Client.PrintShop),
        (FactName.QualityRejected, _ => Client.PrintShop),
        (FactName.Dispatched, _ => Client.PrintShop),
        (FactName.Delivered, _ => Client.Courier),
        (FactName.DeliveryMissed, _ => Client.Courier),
        (FactName.SentAgain, _ => Client.Courier),
        (FactName.Lost, _ => Client.Courier),
    ];

    public static IEnumerable<Message> Of(Run run, Application application, IReadOnlyList<Step> steps, SeededRandom random)
    {
        if (random.Happens(Assumptions.ToldByMistake))
        {
            var (fact, by) = random.OneOf(WrongFacts);
            var told = Latest(steps[^1].At.AddDays(3), run);
            var seconds = Math.Floor(random.Between(1, (told - application.At).TotalSeconds));
            var reason = random.OneOf<string>(["did-not-happen", "wrong-document"]);
            var data = DataOf(fact, application, random);
            foreach (var message in Retracted(run, application, by(application), "x1", fact, application.At.AddSeconds(seconds), data, reason, random))
            {
                yield return message;
            }
        }

        foreach (var ready in steps.Where(step => step.Fact is FactName.ReadyForPickup))
        {
            if (random.Happens(Assumptions.WrongLocationTold) && WrongLocation(application, ready) is { } elsewhere)
            {
                var name = $"x{ready.At.ToUnixTimeSeconds()}";
                var by = OfficeOf(application);
                foreach (var message in Retracted(run, application, by, name, ready.Fact, ready.At, [elsewhere], "wrong-data", random))
                {
                    yield return message;
                }
            }
        }
    }

    private static IEnumerable<Message> Retracted(
        Run run, Application application, Client by, string name, FactName fact, DateTimeOffset stamp, Detail[] data, string reason, SeededRandom random)
    {
        var id = $"{application.Order}/{name}";
        var subject = OutgoingBuilder.Subject(application);
        var leaves = SendSchedule.SendTime(by, stamp, random);
        // A print shop's bulk is sorted by order, not by time, and offices resend after an outage: some retractions come first.
        var hours = random.Happens(Assumptions.RetractedBeforeTold) ? -random.Between(0.1, 12) : random.Between(0.1, 72);
        var noticed = Latest(stamp.AddSeconds(60 + random.Next(90_000)), run);
        yield return new Message(by, leaves, id, fact, subject, stamp, data);
        yield return new Message(
            by, leaves.AddHours(hours), $"{id}/retracted", FactName.FactRetracted, subject, noticed, [new("id", id), new("reason", reason)]);
    }

    private static Detail[] DataOf(FactName fact, Application application, SeededRandom random) => fact switch
    {
        FactName.ReadyForPickup => [new("location", random.OneOf(application.Authority.Locations).Slug)],
        FactName.Dispatched => [new("to", random.Happens(0.5) ? "holder" : "office"), new("carrier", "DHL")],
        FactName.SentAgain => [new("to", random.Happens(0.5) ? "holder" : "office"), new("reason", "second-attempt")],
        _ => [],
    };

    private static Detail? WrongLocation(Application application, Step ready) =>
        application.Authority.Locations.FirstOrDefault(location => location.Slug != ready.Find("location")) is { } other
            ? new Detail("location", other.Slug)
            : null;

    private static DateTimeOffset Latest(DateTimeOffset at, Run run) => at < run.Cut ? at : run.Cut.AddSeconds(-1);

    private static Client OfficeOf(Application application) => Client.Office(application.Authority);
}
