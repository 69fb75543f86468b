using Ausweisstatus.Domain.Expectation;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests.Expectation;

public sealed class DaySharesTests
{
    private static readonly Gen<int[]> Days = Gen.Int[0, 9].Array[1, 20];

    [Fact]
    public void One_after_the_other_is_every_pair_of_both() =>
        Gen.Select(Days, Days).Sample((first, second) =>
        {
            var both = SharesOf(first).Then(SharesOf(second));
            var pairs = first.SelectMany(one => second.Select(other => one + other)).ToArray();
            return Enumerable.Range(0, 20).All(day => Math.Abs(both.Within(day) - Share(pairs, sum => sum <= day)) < 1e-6);
        }, iter: 10_000);

    [Fact]
    public void What_cannot_be_any_more_is_left_out() =>
        Gen.Select(Days, Gen.Int[0, 10]).Sample((days, from) =>
        {
            var left = days.Where(day => day >= from).ToArray();
            return SharesOf(days).From(from) is { } shares
                ? Enumerable.Range(0, 12).All(day => Math.Abs(shares.Within(day) - Share(left, one => one <= day)) < 1e-6)
                : left.Length == 0;
        }, iter: 10_000);

    [Fact]
    public void A_range_lies_within_what_can_be_and_holds_about_as_much_as_was_asked_for() =>
        Days.Sample(days =>
        {
            var (from, to) = SharesOf(days).Range(0.1, 0.1)!.Value;
            var inside = Share(days, day => day >= from && day <= to);
            // With one day more at either end it is never too little.
            return days.Min() <= from && from <= to && to <= days.Max() && Share(days, day => day >= from - 1 && day <= to + 1) >= 0.8 && inside > 0;
        }, iter: 10_000);

    [Fact]
    public void There_is_no_upper_end_beyond_what_is_known()
    {
        var shares = DayShares.Of(days => days < 3 ? 1 : 0.3);

        shares.Range(0.1, 0.1).ShouldBeNull();
        shares.Range(0.1, 0.4).ShouldNotBeNull().To.ShouldBe(3);
    }

    [Fact]
    public void Ends_are_rounded_to_the_nearer_day()
    {
        // A tenth on each of ten days: the first and the last tenth are left out exactly.
        var evenly = DayShares.Of(days => 1 - (days / 10.0));

        evenly.Range(0.1, 0.1).ShouldBe((2, 9));
        evenly.Range(0.14, 0.14).ShouldBe((2, 9));
        evenly.Range(0.16, 0.16).ShouldBe((3, 8));
    }

    private static DayShares SharesOf(int[] days) => DayShares.Of(day => Share(days, one => one > day));

    private static double Share(int[] days, Func<int, bool> which) => days.Length == 0 ? 0 : (double)days.Count(which) / days.Length;
}
