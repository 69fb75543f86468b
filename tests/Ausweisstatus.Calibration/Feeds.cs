namespace Ausweisstatus.Calibration;

/// <summary>Makes cases of a world of its own. Another seed is another run of the same world.</summary>
/// <param name="Name">For the report.</param>
/// <param name="About">What is special, in a sentence.</param>
/// <param name="Make">The cases of a seed.</param>
/// <param name="HasGoals">Whether goals are to be reached in it.</param>
internal sealed record Feed(string Name, string About, Func<ulong, IReadOnlyList<Case>> Make, bool HasGoals = false);

internal static class Feeds
{
    public static Feed Usual { get; } = new(
        "usual", "The simulator's usual months, one after the other.",
        seed => SimulatedFeed.Make(new UsualYear(), seed, 30_000), HasGoals: true);

    public static Feed Surge { get; } = new(
        "surge-2024", "The simulator's surge of passports, from 12 to 39 working days, after half a usual year.",
        seed => SimulatedFeed.Make(new SurgeAfterUsual(), seed, 45_000), HasGoals: true);

    public static Feed Queue { get; } = new(
        "queue", "First in, first out at a plant with a capacity; demand rises and falls with the season, capacity follows the backlog.",
        seed => QueueFeed.Make(seed, new()), HasGoals: true);

    public static Feed Jump { get; } = new("queue, jump", "The plant makes a third more from one day to the next, in May.", seed => QueueFeed.Make(seed, new() { Jumps = true }));

    public static Feed Strike { get; } = new("queue, strike", "The plant stands still for a week in May.", seed => QueueFeed.Make(seed, new() { Strikes = true }));

    public static Feed Late { get; } = new("queue, late facts", "Three of ten facts are told one to four days late.", seed => QueueFeed.Make(seed, new() { ToldLate = 0.3 }));

    public static Feed Overtaking { get; } = new("queue, overtaking", "One of five overtakes those of up to six days before.", seed => QueueFeed.Make(seed, new() { Overtakes = 0.2 }));

    public static Feed Joining { get; } = new(
        "queue, joining", "An authority with a quarter of all documents begins to tell us in March, and nothing of what it sent before.",
        seed => QueueFeed.Make(seed, new() { Joins = true }));

    public static Feed Rare { get; } = new(
        "queue, rare kind", "Three or four documents a week are of another kind, which takes one to two weeks longer.", seed => QueueFeed.Make(seed, new() { Rare = 0.012 }));

    public static IReadOnlyList<Feed> All { get; } = [Usual, Surge, Queue, Jump, Strike, Late, Overtaking, Joining, Rare];
}
