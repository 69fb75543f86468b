using Ausweisstatus.Throttling;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Throttling;

/// <summary>The rules for one code, with a clock that a test moves.</summary>
public sealed class CodePausesTests
{
    private const int Free = 10;
    private const int Code = 4711;
    private const ulong Owner = 1;
    private const ulong Attacker = 2;

    private readonly StoppedClock clock = new();
    private readonly CodePauses pauses;
    private int guesses;

    public CodePausesTests() => pauses = new CodePauses(Free, clock);

    [Fact]
    public void Ten_misses_are_free_and_each_further_one_waits_longer()
    {
        Hammer(20, TimeSpan.Zero).ShouldBe(Free);
        foreach (var pause in (int[])[1, 2, 4, 8, 16, 32, 50, 50, 50])
        {
            clock.Passes(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            Miss(Attacker).ShouldBeFalse();
            clock.Passes(TimeSpan.FromMilliseconds(1));
            Miss(Attacker).ShouldBeTrue();
            Miss(Attacker).ShouldBeFalse();
        }
    }

    [Fact]
    public void Of_a_day_of_hammering_some_two_hundred_and_fifty_are_let_through()
    {
        var let = 0;
        for (var second = 0; second < 24 * 3600; second++)
        {
            let += Miss(Attacker) ? 1 : 0;
            let += Miss(Attacker + 1) ? 1 : 0;
            clock.Passes(TimeSpan.FromSeconds(1));
        }

        // The figure of the threat model.
        let.ShouldBeInRange(240, 255);
    }

    [Fact]
    public void Many_at_once_are_no_more_than_one_after_another()
    {
        var begun = Enumerable.Range(0, 365).Select(day => $"1.{day}").Where(guess => pauses.TryBegin(Code, Attacker, guess, 1)).ToList();
        begun.Count.ShouldBe(Free);

        // The first were none, so there is room for as many others, and no more.
        begun.Take(4).ToList().ForEach(guess => pauses.End(Code, Attacker, guess, missed: false));
        Enumerable.Range(400, 365).Count(day => pauses.TryBegin(Code, Attacker, $"1.{day}", 1)).ShouldBe(4);
    }

    [Fact]
    public void After_a_pause_one_is_let_through_and_the_others_only_when_it_was_no_miss()
    {
        Hammer(Free, TimeSpan.Zero);
        clock.Passes(TimeSpan.FromSeconds(1));
        pauses.TryBegin(Code, Owner, "1.right", 1).ShouldBeTrue();
        Miss(Attacker).ShouldBeFalse();
        pauses.End(Code, Owner, "1.right", missed: false);
        Miss(Attacker).ShouldBeTrue();
        Miss(Attacker).ShouldBeFalse();
    }

    [Fact]
    public void The_same_question_asked_many_times_at_once_is_one_try()
    {
        for (var i = 0; i < 120; i++)
        {
            pauses.TryBegin(Code, Owner, "1.right", 1).ShouldBeTrue();
        }

        for (var i = 0; i < 120; i++)
        {
            pauses.End(Code, Owner, "1.right", missed: false);
        }

        for (var i = 0; i < 120; i++)
        {
            pauses.TryBegin(Code, Owner, "1.wrong", 1).ShouldBeTrue();
        }

        for (var i = 0; i < 120; i++)
        {
            pauses.End(Code, Owner, "1.wrong", missed: true);
        }

        Hammer(20, TimeSpan.Zero).ShouldBe(Free - 1);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(60, 60)]
    [InlineData(85, 60)]
    [InlineData(150, 600)]
    public void Who_has_the_right_date_of_birth_gets_in_while_others_hammer(int misses, int withinSeconds)
    {
        while (misses > 0)
        {
            misses -= Miss(Attacker) ? 1 : 0;
            clock.Passes(TimeSpan.FromSeconds(1));
        }

        for (var second = 0; ; second++)
        {
            second.ShouldBeLessThan(withinSeconds);
            // Five addresses, always a moment sooner.
            for (ulong other = 0; other < 5; other++)
            {
                Miss(Attacker + other);
            }
            // The owner asks now and then; a person does not know when the pause is over.
            if (second % 10 == 3 && pauses.TryBegin(Code, Owner, "1.right", 1))
            {
                pauses.End(Code, Owner, "1.right", missed: false);
                break;
            }

            clock.Passes(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Who_waited_and_went_away_keeps_nobody_out()
    {
        Hammer(40, TimeSpan.FromSeconds(50));
        Miss(Attacker);
        Miss(Owner).ShouldBeFalse();
        clock.Passes(TimeSpan.FromSeconds(50));
        Miss(Attacker).ShouldBeFalse("it is the turn of somebody who missed less");
        clock.Passes(TimeSpan.FromSeconds(50));
        Miss(Attacker).ShouldBeTrue();
    }

    [Fact]
    public void Asking_in_a_pause_does_not_make_it_longer()
    {
        Hammer(Free, TimeSpan.Zero);
        for (var i = 0; i < 9; i++)
        {
            clock.Passes(TimeSpan.FromMilliseconds(100));
            Miss(Attacker).ShouldBeFalse();
        }

        clock.Passes(TimeSpan.FromMilliseconds(100));
        Miss(Attacker).ShouldBeTrue();
    }

    [Fact]
    public void Misses_of_another_day_do_not_count()
    {
        Hammer(Free, TimeSpan.Zero);
        clock.Passes(TimeSpan.FromDays(1));
        Hammer(20, TimeSpan.Zero).ShouldBe(Free);
    }

    [Fact]
    public void Another_code_is_not_meant_and_trying_a_million_does_not_make_one_forgotten()
    {
        Hammer(Free, TimeSpan.Zero);
        pauses.TryBegin(Code + 1, Attacker, "1.other", 1).ShouldBeTrue();
        pauses.End(Code + 1, Attacker, "1.other", missed: true);
        for (var other = 0; other < 1_000_000; other++)
        {
            var place = CodePauses.PlaceOf((ulong)other * 0x9E3779B97F4A7C15);
            if (place != Code && pauses.TryBegin(place, Attacker, "1.other", 1))
            {
                pauses.End(place, Attacker, "1.other", missed: true);
            }
        }

        Miss(Attacker).ShouldBeFalse();
    }

    [Fact]
    public void A_node_that_is_alone_lets_fewer_through()
    {
        for (var i = 0; i < 3; i++)
        {
            pauses.TryBegin(Code, Attacker, $"1.{i}", 3).ShouldBeTrue();
            pauses.End(Code, Attacker, $"1.{i}", missed: true);
        }

        pauses.TryBegin(Code, Attacker, "1.4", 3).ShouldBeFalse();
    }

    [Fact]
    public void What_is_told_to_other_nodes_is_known_there()
    {
        var other = new CodePauses(Free, clock);
        Hammer(6, TimeSpan.FromSeconds(1));
        var told = pauses.TakeUnsent(100);
        told.ShouldHaveSingleItem().Misses.ShouldBe(6);
        pauses.TakeUnsent(100).ShouldBeEmpty();
        told.ForEach(other.Learn);

        Enumerable.Range(0, 20).Count(i => other.TryBegin(Code, Attacker, $"1.{i}", 1)).ShouldBe(Free - 6);

        pauses.PutBack(told);
        pauses.TakeUnsent(100).ShouldHaveSingleItem().Misses.ShouldBe(6);
    }

    private int Hammer(int times, TimeSpan pause)
    {
        var let = 0;
        for (var i = 0; i < times; i++)
        {
            let += Miss(Attacker) ? 1 : 0;
            clock.Passes(pause);
        }

        return let;
    }

    private bool Miss(ulong caller)
    {
        var guess = $"1.{guesses++}";
        if (!pauses.TryBegin(Code, caller, guess, 1))
        {
            return false;
        }

        pauses.End(Code, caller, guess, missed: true);
        return true;
    }
}
