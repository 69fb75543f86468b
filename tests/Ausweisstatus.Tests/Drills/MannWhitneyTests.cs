using Ausweisstatus.Drills.Ground;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Drills;

public sealed class MannWhitneyTests
{
    [Fact]
    public void Samples_of_which_one_is_always_larger_are_told_apart_as_the_tables_say() =>
        // U = 0, mean 12.5, standard deviation √(25 · 11 / 12): z = 2.611.
        MannWhitney.P([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]).ShouldBe(0.00902, 0.00001);

    [Fact]
    public void Equal_values_share_their_ranks() =>
        // Ranks 1, 3, 3 and 3, 5, 6: U = 1, mean 4.5, variance 9/12 · (7 − 24/30) = 4.65: z = 1.623.
        MannWhitney.P([1, 2, 2], [2, 3, 4]).ShouldBe(0.10457, 0.0001);

    [Fact]
    public void Samples_that_are_all_the_same_are_not_told_apart() => MannWhitney.P([7, 7, 7], [7, 7]).ShouldBe(1);

    [Fact]
    public void Which_of_the_two_comes_first_makes_no_difference()
    {
        var (one, other) = (Sample(1), Sample(2));
        MannWhitney.P(one, other).ShouldBe(MannWhitney.P(other, one), 1e-9);
    }

    [Fact]
    public void Where_there_is_no_difference_one_comparison_in_a_hundred_seems_to_show_one() =>
        Enumerable.Range(0, 2_000).Count(seed => MannWhitney.P(Sample(2 * seed), Sample((2 * seed) + 1)) < 0.01).ShouldBeInRange(8, 36);

    private static double[] Sample(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())];
    }
}
