using Ausweisstatus.Intake.Recording;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Intake.Recording;

public sealed class RepetitionsLatelyTests
{
    private readonly RepetitionsLately repetitions = new();

    [Fact]
    public void At_first_none_are_expected() => repetitions.Any.ShouldBeFalse();

    [Fact]
    public void One_makes_a_hundred_commits_ask_and_no_more()
    {
        repetitions.Note(some: true);

        var asked = 0;
        for (; repetitions.Any && asked < 1000; asked++) repetitions.Note(some: false);

        asked.ShouldBe(100);
    }

    [Fact]
    public void Another_one_begins_the_count_again()
    {
        repetitions.Note(some: true);
        for (var asked = 0; asked < 99; asked++) repetitions.Note(some: false);

        repetitions.Note(some: true);
        for (var asked = 0; asked < 99; asked++) repetitions.Note(some: false);

        repetitions.Any.ShouldBeTrue();
    }
}
