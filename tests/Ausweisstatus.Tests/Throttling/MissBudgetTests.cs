using Ausweisstatus.Throttling;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Throttling;

public sealed class MissBudgetTests
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // Milliseconds that pass, and whether what is taken then is given back.
    private static readonly Gen<(int Pause, bool GivenBack)[]> Steps = Gen.Select(Gen.Int[0, 2000], Gen.Bool).Array[1, 300];

    [Fact]
    public void However_it_is_tried_never_more_are_taken_than_at_once_and_one_each_interval() =>
        Steps.Sample(steps =>
        {
            var (clock, taken, passed) = (new StoppedClock(), 0, TimeSpan.Zero);
            var budget = new MissBudget(1, AtOnce, Interval, clock);
            foreach (var (pause, givenBack) in steps)
            {
                clock.Passes(TimeSpan.FromMilliseconds(pause));
                passed += TimeSpan.FromMilliseconds(pause);
                if (budget.TryTake(0, 1, out _))
                {
                    if (givenBack)
                    {
                        budget.GiveBack(0);
                    }
                    else
                    {
                        taken++;
                    }
                }
            }

            return taken <= AtOnce + (passed / Interval);
        });

    [Fact]
    public void What_is_given_back_can_be_had_again() =>
        Gen.Int[0, AtOnce].Sample(before =>
        {
            var budget = new MissBudget(1, AtOnce, Interval, new StoppedClock());
            for (var i = 0; i < before; i++)
            {
                budget.TryTake(0, 1, out _).ShouldBeTrue();
            }

            for (var i = 0; i < 100 && before < AtOnce; i++)
            {
                budget.TryTake(0, 1, out _).ShouldBeTrue();
                budget.GiveBack(0);
            }

            return Enumerable.Range(0, AtOnce).Count(i => budget.TryTake(0, 1, out _)) == AtOnce - before;
        });

    [Fact]
    public void Waiting_as_long_as_is_told_helps_and_not_less() =>
        Steps.Sample(steps =>
        {
            var clock = new StoppedClock();
            var budget = new MissBudget(1, AtOnce, Interval, clock);
            foreach (var (pause, _) in steps)
            {
                clock.Passes(TimeSpan.FromMilliseconds(pause));
                if (!budget.TryTake(0, 1, out var wait))
                {
                    clock.Passes(wait - TimeSpan.FromTicks(1));
                    budget.TryTake(0, 1, out _).ShouldBeFalse();
                    clock.Passes(TimeSpan.FromTicks(1));
                    budget.TryTake(0, 1, out _).ShouldBeTrue();
                }
            }
        });

    [Fact]
    public async Task Those_taken_at_the_same_time_are_all_counted()
    {
        var budget = new MissBudget(1, 500, Interval, new StoppedClock());
        var taken = 0;
        await Parallel.ForAsync(0, 2000, (_, _) =>
        {
            if (budget.TryTake(0, 1, out var _))
            {
                Interlocked.Increment(ref taken);
            }

            return ValueTask.CompletedTask;
        });
        taken.ShouldBe(500);
    }

    [Fact]
    public void What_other_nodes_let_through_counts_and_cannot_count_for_ever()
    {
        var clock = new StoppedClock();
        var budget = new MissBudget(1, AtOnce, Interval, clock);
        budget.Learn(0, Interval * 15);
        Enumerable.Range(0, AtOnce).Count(i => budget.TryTake(0, 1, out _)).ShouldBe(5);

        budget.Learn(0, TimeSpan.FromDays(1));
        clock.Passes(Interval);
        budget.TryTake(0, 1, out var _).ShouldBeTrue();
    }
}
