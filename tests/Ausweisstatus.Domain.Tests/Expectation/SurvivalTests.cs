using Ausweisstatus.Domain.Expectation;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests.Expectation;

public sealed class SurvivalTests
{
    private const int Steps = 12;

    private static readonly Gen<(int Step, bool IsEnded)[]> Observations = Gen.Select(Gen.Int[0, Steps - 1], Gen.Bool).Array[1, 30];

    [Fact]
    public void The_estimate_is_that_of_handing_what_was_lost_from_sight_to_those_who_were_seen_longer() =>
        Observations.Sample(seen =>
        {
            var (curve, expected) = (SurvivalCurve.Of(Observed(seen)), ByRedistribution(seen));
            return Enumerable.Range(0, Steps).All(step => Math.Abs(curve.Beyond(step) - expected[step]) < 1e-6);
        }, iter: 10_000);

    [Fact]
    public void Where_all_ended_it_is_the_share_that_took_longer() =>
        Gen.Int[0, Steps - 1].Array[1, 30].Sample(ends =>
        {
            var curve = SurvivalCurve.Of(Observed([.. ends.Select(end => (end, true))]));
            return Enumerable.Range(0, Steps).All(step => Math.Abs(curve.Beyond(step) - ((double)ends.Count(end => end > step) / ends.Length)) < 1e-6);
        }, iter: 10_000);

    [Fact]
    public void What_is_seen_elsewhere_counts_for_no_more_than_it_may()
    {
        var (own, others) = (Observed([(2, true), (2, true)]), new ObservedSteps(Steps));
        others.Add(9, isEnded: true, weight: 1000);
        others.Add(9, isEnded: false, weight: 500);

        var both = own.With(others, most: 6);

        both.Weight.ShouldBe(8, tolerance: 1e-9);
        both.Ended[9].ShouldBe(6, tolerance: 1e-9);
        both.Open[9].ShouldBe(3, tolerance: 1e-9);
        SurvivalCurve.Of(both).Beyond(2).ShouldBe(9.0 / 11, tolerance: 1e-9);
    }

    [Fact]
    public void What_was_broken_off_was_seen_until_the_day_before_and_what_goes_on_until_today()
    {
        var observed = new ObservedSteps(Steps);
        observed.Add(new Span(100, 103, IsReached: true), day: 103, count: 2);
        observed.Add(new Span(100, 103, IsReached: false), day: 103);
        observed.Add(new Span(99, null, IsReached: false), day: 103);
        observed.Add(new Span(103, 103, IsReached: false), day: 103);

        observed.Ended[3].ShouldBe(2);
        observed.Open[2].ShouldBe(1);
        observed.Open[4].ShouldBe(1);
        observed.Open.Sum().ShouldBe(2, "what was broken off on its first day was never seen");
    }

    [Fact]
    public void Nothing_is_said_where_hardly_anything_ended()
    {
        var curve = SurvivalCurve.Of(Observed([(1, true), (2, false), (3, false), (4, false)]));

        curve.IsKnown.ShouldBeFalse();
        curve.Whole().ShouldBeNull();
        curve.Remaining(1).ShouldBeNull();
    }

    [Fact]
    public void What_has_gone_on_for_a_while_is_asked_only_of_what_went_on_as_long()
    {
        var curve = SurvivalCurve.Of(Observed([(1, true), (1, true), (3, true), (5, true)]));

        var left = curve.Remaining(elapsed: 2)!;
        left.Within(0).ShouldBe(0);
        left.Within(1).ShouldBe(0.5, tolerance: 1e-9);
        left.Within(3).ShouldBe(1, tolerance: 1e-9);
        curve.Remaining(elapsed: 5).ShouldBeNull("nothing went on longer");
        curve.Remaining(elapsed: -2)!.Within(3).ShouldBe(0.5, tolerance: 1e-9, "it begins a day after the one from which is counted");
    }

    private static ObservedSteps Observed((int Step, bool IsEnded)[] seen)
    {
        var observed = new ObservedSteps(Steps);
        foreach (var (step, isEnded) in seen)
        {
            observed.Add(step, isEnded, 1);
        }

        return observed;
    }

    // Efron's way to the same estimate: from left to right, who is lost from sight leaves their share to all who were seen longer.
    private static double[] ByRedistribution((int Step, bool IsEnded)[] seen)
    {
        // What ends in a step ends before what is seen to the end of it.
        var sorted = seen.OrderBy(one => one.Step).ThenBy(one => !one.IsEnded).ToArray();
        var share = Enumerable.Repeat(1.0 / sorted.Length, sorted.Length).ToArray();
        var beyond = Enumerable.Repeat(1.0, Steps).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].IsEnded)
            {
                for (var step = sorted[i].Step; step < Steps; step++)
                {
                    beyond[step] -= share[i];
                }
            }
            else
            {
                for (var later = i + 1; later < sorted.Length; later++)
                {
                    share[later] += share[i] / (sorted.Length - i - 1);
                }
            }
        }

        return beyond;
    }
}
