using Ausweisstatus.Domain;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Figures;
using Ausweisstatus.Simulator.Story;
using DomainStage = Ausweisstatus.Domain.Stage;
using SimulatedKind = Ausweisstatus.Simulator.Story.DocumentKind;

namespace Ausweisstatus.Calibration;

/// <summary>Cases of the simulator, with its clocks that are wrong and its facts that are told late. What was told by mistake and taken back is left out.</summary>
internal static class SimulatedFeed
{
    private static readonly DateOnly Until = new(2025, 9, 1);

    public static IReadOnlyList<Case> Make(Scenario scenario, ulong seed, int documents)
    {
        var run = new Run(scenario, Until, seed);
        var cases = new List<Case>(documents);
        for (var index = 0; index < documents; index++)
        {
            var fed = FedDocument.Of(run, index);
            if (!fed.Application.MadeOverTheCounter)
            {
                cases.Add(CaseOf(fed));
            }
        }

        return cases;
    }

    private static Case CaseOf(FedDocument fed)
    {
        var told = fed.Sendings.OfType<Message>().ToLookup(message => message.EventId);
        var steps = new List<CaseStep>(fed.Steps.Count);
        for (var number = 0; number < fed.Steps.Count; number++)
        {
            var stage = (DomainStage)(int)fed.Steps[number].Stage;
            // Told by two, it is known with the first who tells it.
            var sendings = told[$"{fed.Application.Order}/{number:00}"].ToList();
            steps.Add(number == 0
                ? new(stage, fed.Steps[0].At, Morning(fed.Sendings.OfType<Registration>().Min(registration => registration.At)))
                : new(stage, sendings.Min(message => message.Stamp), Morning(sendings.Min(message => message.At))));
        }

        return new(
            fed.Application.Kind.Slug(), fed.Application.Authority.Slug, fed.Application.LocationTold ? fed.Application.PickUpAt.Slug : null,
            fed.Application.DirectDelivery, steps);
    }

    // At three in the morning times are worked out.
    public static DateOnly Morning(DateTimeOffset recorded) => recorded.AddHours(21).DayInBerlin();
}

/// <summary>Fifteen usual months, July to September.</summary>
internal sealed class UsualYear : Scenario
{
    private static readonly IReadOnlyList<(SimulatedKind, double)> Mix = Kinds(PublishedFigures.UsualMonth[SimulatedKind.Passport]);

    public override string Name => "usual year";

    public override string OrderPrefix => "U";

    public override DateOnly First => new(2023, 7, 1);

    public override DateOnly DefaultUntil(DateOnly today) => new(2024, 10, 1);

    public override (DateOnly Day, SimulatedKind Kind) Draw(DateOnly until, SeededRandom random) =>
        (Weekday(First, DefaultUntil(until), random), random.OneOf(Mix));

    public override DateOnly? FiguresOf(DateOnly appliedOn) => null;
}

/// <summary>Half a usual year, then January to September 2024: who begins in the middle of a surge has nothing to learn from.</summary>
internal sealed class SurgeAfterUsual : Scenario
{
    private static readonly Surge2024Scenario Surge = new();
    private static readonly UsualYear Usual = new();

    public override string Name => "surge after usual";

    public override string OrderPrefix => "SU";

    public override DateOnly First => Usual.First;

    public override DateOnly DefaultUntil(DateOnly today) => Usual.DefaultUntil(today);

    public override (DateOnly Day, SimulatedKind Kind) Draw(DateOnly until, SeededRandom random)
    {
        // Six months of the usual mix, nine with twice as many passports.
        const double Before = 0.33;
        return random.Happens(Before)
            ? (Weekday(First, Surge.First, random), Usual.Draw(until, random).Kind)
            : Surge.Draw(until, random);
    }

    public override DateOnly? FiguresOf(DateOnly appliedOn) => appliedOn < Surge.First ? null : Surge.FiguresOf(appliedOn);
}
