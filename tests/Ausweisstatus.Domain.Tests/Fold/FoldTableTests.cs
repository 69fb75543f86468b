using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Spec;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Every fact alone, after every other, and in the same moment as every other.</summary>
public sealed class FoldTableTests
{
    [Fact]
    public void Every_fact_has_the_rank_the_stage_and_the_floor_of_its_row()
    {
        foreach (var fact in Story.OneOfEach)
        {
            var row = FoldTable.Find(fact);
            FoldRow.Of(fact).ShouldBe(row is null ? new FoldRow(0, null) : new FoldRow(row.Rank, row.Stage, row.Floor), fact.GetType().Name);
        }
    }

    [Fact]
    public void Every_row_is_told_by_a_fact_of_the_story() =>
        Story.OneOfEach.Select(FoldTable.Find).OfType<FoldTable.Row>().Distinct().Count().ShouldBe(FoldTable.Rows.Count);

    [Fact]
    public void A_fact_alone_sets_its_own_stage()
    {
        foreach (var fact in Story.OneOfEach)
        {
            Given(fact).ThenStageIs(FoldTable.Find(fact)?.Stage);
        }
    }

    [Fact]
    public void A_fact_that_is_no_lower_moves_the_status_and_one_that_is_lower_does_not()
    {
        foreach (var (first, before) in Ordinary())
        {
            foreach (var (second, after) in Ordinary())
            {
                var moves = !before.Final && after.Rank >= before.Rank;
                Given(first.On(1)).When(second.On(2)).ThenStageIs(moves ? after.Stage : before.Stage);
            }
        }
    }

    [Fact]
    public void After_a_reset_a_fact_moves_the_status_from_the_floor_on()
    {
        foreach (var (reset, begins) in Resets())
        {
            foreach (var (fact, row) in Ordinary())
            {
                Given(Story.ready.On(1), reset.On(2)).When(fact.On(3)).ThenStageIs(row.Rank >= begins.Floor ? row.Stage : begins.Stage);
            }
        }
    }

    [Fact]
    public void A_reset_begins_a_new_run_from_wherever_the_document_was_unless_that_was_final()
    {
        foreach (var (reset, begins) in Resets())
        {
            foreach (var (fact, row) in Rows())
            {
                Given(fact.On(1)).When(reset.On(2)).ThenStageIs(row.Final ? row.Stage : begins.Stage);
            }
        }
    }

    [Fact]
    public void Of_two_facts_of_one_moment_the_higher_rank_comes_later()
    {
        foreach (var (one, first) in Rows())
        {
            foreach (var (other, second) in Rows().Where(pair => pair.Row.Rank > first.Rank))
            {
                Given(one.On(1)).When(other.On(1)).ThenStageIs(first.Final ? first.Stage : second.Stage);
            }
        }
    }

    [Fact]
    public void Of_two_facts_of_one_moment_and_one_rank_the_higher_id_comes_later()
    {
        var low = new KnownFact(new Guid("00000000-0000-0000-0000-000000000001"), Story.dispatchedToOffice);
        var high = new KnownFact(new Guid("00000000-0000-0000-0000-000000000002"), Story.dispatchedToHolder);

        Given().When(low).When(high).ThenStageIs(Stage.InDelivery);
        Given().When(high with { Id = low.Id }).When(low with { Id = high.Id }).ThenStageIs(Stage.Shipped);
    }

    [Fact]
    public void Exactly_three_stages_are_final() =>
        Enum.GetValues<Stage>().Where(stage => stage.IsFinal()).ShouldBe([Stage.HandedOver, Stage.NotCollected, Stage.Cancelled]);

    private static IEnumerable<(Fact Fact, FoldTable.Row Row)> Rows() =>
        from fact in Story.OneOfEach let row = FoldTable.Find(fact) where row is not null select (fact, row);

    private static IEnumerable<(Fact Fact, FoldTable.Row Row)> Ordinary() => Rows().Where(pair => pair.Row.IsOrdinary);

    private static IEnumerable<(Fact Fact, FoldTable.Row Row)> Resets() => Rows().Where(pair => !pair.Row.IsOrdinary);
}
