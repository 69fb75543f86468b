using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;
using CsCheck;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>Feeds to try the properties on.</summary>
internal static class Runs
{
    public static readonly Run Usual = new(Scenario.All[0], new DateOnly(2026, 11, 24), 7);
    public static readonly Run Surge = new(Scenario.All[1], new DateOnly(2024, 10, 1), 7);

    /// <summary>Any feed: either scenario, any seed, ending on any day the scenario knows.</summary>
    public static readonly Gen<Run> Any =
        from surge in Gen.Bool
        from day in Gen.Int[0, 360]
        from seed in Gen.ULong
        select surge
            ? new Run(Scenario.All[1], new DateOnly(2024, 1, 8).AddDays(day), seed)
            : new Run(Scenario.All[0], new DateOnly(2026, 1, 1).AddDays(day), seed);

    /// <summary>Any document of any feed.</summary>
    public static readonly Gen<(Run Run, int Index)> AnyDocument = Gen.Select(Any, Gen.Int[0, 999_999]);

    public static IEnumerable<FedDocument> Documents(Run run, int count) =>
        Enumerable.Range(0, count).Select(index => FedDocument.Of(run, index));
}
