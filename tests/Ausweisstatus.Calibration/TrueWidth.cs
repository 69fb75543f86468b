using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.Calibration;

/// <summary>
/// How wide the range of somebody is who knows the world and of a case no more than is said of it: how far those lie apart who are in the same place at
/// the same time, in many other runs of the same world.
/// </summary>
internal sealed class TrueWidth
{
    private const int Enough = 30;

    private readonly Dictionary<(string Kind, string Authority, string? Place, bool Direct, Leg Leg, int Since), int[]> outcomes;
    private readonly Dictionary<(string, string, string?, bool, Leg, int, int), double?> known = [];

    /// <param name="runs">Other runs of the same world.</param>
    public TrueWidth(IEnumerable<IReadOnlyList<Case>> runs) => outcomes = runs.SelectMany(run => run).SelectMany(Ends)
        .GroupBy(end => end.Key, end => end.Outcome)
        .ToDictionary(group => group.Key, group => group.Order().ToArray());

    /// <returns>In days; null where too few are like it.</returns>
    public double? Of(Forecast forecast)
    {
        var of = forecast.Of;
        var key = (of.Kind, of.Authority, of.Place, of.IsDirect, forecast.Leg, forecast.Since);
        var asked = (of.Kind, of.Authority, of.Place, of.IsDirect, forecast.Leg, forecast.Since, forecast.Counted);
        if (!known.TryGetValue(asked, out var width))
        {
            var left = outcomes.TryGetValue(key, out var all) ? all[FirstAfter(all, forecast.Counted)..] : [];
            known.Add(asked, width = left.Length < Enough ? null : left[(int)(0.9 * (left.Length - 1))] - left[(int)(0.1 * (left.Length - 1))] + 1);
        }

        return width;
    }

    private static int FirstAfter(int[] sorted, int day)
    {
        var at = Array.BinarySearch(sorted, day + 1);
        at = at < 0 ? ~at : at;
        while (at > 0 && sorted[at - 1] > day)
        {
            at--;
        }

        return at;
    }

    // For each leg a case went through, when it was ready in the end.
    private static IEnumerable<((string, string, string?, bool, Leg, int) Key, int Outcome)> Ends(Case one)
    {
        if (one.OutcomeAfter(DateOnly.MinValue) is not { } outcome)
        {
            yield break;
        }

        foreach (var (leg, span) in Legs.Of(one.Steps.Select(step => (step.Stage, step.Day))))
        {
            if (span.End <= outcome)
            {
                yield return ((one.Kind, one.Authority, one.Place, one.IsDirect, leg, span.Start), outcome);
            }
        }
    }
}
