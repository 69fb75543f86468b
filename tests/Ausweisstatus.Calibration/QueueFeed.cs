using Ausweisstatus.Domain;
using Ausweisstatus.Simulator.Story;
using Stage = Ausweisstatus.Domain.Stage;

namespace Ausweisstatus.Calibration;

/// <summary>What goes on at the plant.</summary>
internal sealed record Plant
{
    public bool Jumps { get; init; }

    public bool Strikes { get; init; }

    public bool Joins { get; init; }

    public double ToldLate { get; init; } = 0.02;

    public double Overtakes { get; init; } = 0.05;

    /// <summary>The share of a kind that needs one to two weeks of work more.</summary>
    public double Rare { get; init; }
}

/// <summary>
/// Documents that wait for a plant with a capacity, first in first out: nobody is dealt a time, it follows from who came before. Authorities of three
/// sizes, each with a pace of its own.
/// </summary>
internal static class QueueFeed
{
    private const double PerDay = 60;
    private const int QuickestDays = 3;

    private static readonly DateOnly Begins = new(2023, 7, 3);
    private static readonly DateOnly Ends = new(2024, 10, 1);
    private static readonly DateOnly May = new(2024, 5, 13);
    private static readonly DateOnly JoinsOn = new(2024, 3, 4);

    private static readonly IReadOnlyList<(Office Office, double Weight)> Offices =
        [(new("large", 0.3, 2), 0.7), (new("middle", 1, 4), 0.25), (new("small", 2, 7), 0.05)];

    public static IReadOnlyList<Case> Make(ulong seed, Plant plant)
    {
        var random = new SeededRandom(seed * 7919);
        var (line, cases) = (new PriorityQueue<Arrival, double>(), new List<Case>());
        var (first, last, may) = (WorkingDays.NumberOf(Begins), WorkingDays.NumberOf(Ends), WorkingDays.NumberOf(May));
        double left = 0;
        for (var day = first; day < last || line.Count > 0; day++)
        {
            for (var i = day < last ? CountOf(PerDay * (1 + (0.18 * Math.Sin(2 * Math.PI * (day - may) / 260))), random) : 0; i > 0; i--)
            {
                var at = day + random.NextDouble();
                line.Enqueue(new(day, at), at - (random.Happens(plant.Overtakes) ? random.Between(0, 6) : 0));
            }

            // It works more where much waits: ten days of work are what it likes best.
            var pace = Math.Clamp(0.75 + (0.025 * line.Count / PerDay), 0.75, 1.25);
            left += PerDay * random.Between(0.8, 1.2) * (plant.Strikes && day >= may && day < may + 5 ? 0 : plant.Jumps && day >= may ? pace * 4 / 3 : pace);
            while (left >= 1 && line.TryPeek(out var next, out _) && next.Day <= day - QuickestDays)
            {
                left--;
                cases.Add(CaseOf(line.Dequeue(), day, plant, random));
            }

            left = Math.Min(left, PerDay);
        }

        return plant.Joins ? [.. cases.Where(one => one.Authority != "middle" || one.Steps[0].At.DayInBerlin() >= JoinsOn)] : cases;
    }

    private static Case CaseOf(Arrival arrival, int made, Plant plant, SeededRandom random)
    {
        var office = random.OneOf(Offices);
        var isRare = plant.Rare > 0 && random.Happens(plant.Rare);
        var dispatched = made + (isRare ? random.Between(5, 11) : random.Between(0, 1.5));
        var arrived = dispatched + random.Between(0.6, 1.6);
        return new(isRare ? "travel-document" : "passport", office.Name, "main", IsDirect: false,
        [
            Step(Stage.Received, arrival.At),
            Step(Stage.Ordered, arrival.At + 0.2),
            Step(Stage.Shipped, dispatched),
            Step(Stage.AtOffice, arrived),
            Step(Stage.ReadyForPickup, arrived + random.Between(office.Quickest, office.Slowest)),
        ]);

        CaseStep Step(Stage stage, double workingDay)
        {
            var at = BerlinTime.MomentInBerlin(WorkingDays.DayOf((int)workingDay).ToDateTime(TimeOnly.MinValue).AddHours(7 + (10 * (workingDay % 1))));
            var late = random.Happens(plant.ToldLate) ? random.Between(1, 4) : 0;
            return new(stage, at, SimulatedFeed.Morning(at.AddDays(late)));
        }
    }

    private static int CountOf(double mean, SeededRandom random) => (int)((mean * random.Between(0.8, 1.2)) + random.NextDouble());

    private sealed record Office(string Name, double Quickest, double Slowest);

    private readonly record struct Arrival(int Day, double At);
}
