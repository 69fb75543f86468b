using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class TakenBackTests
{
    private static readonly KnownFact Applied = new ApplicationReceived(Day(1), DocumentKind.Parse("identity-card"), LookupOf("1990-05-17"), Delivery.Pickup).Known();
    private static readonly KnownFact Arrived = new ArrivedAtOffice(Day(5)).Known();
    private static readonly KnownFact Ready = new ReadyForPickup(Day(6), LocationId.Parse("mitte-rathaus-mitte")).Known();
    private static readonly KnownFact NotReady = new FactRetracted(Day(7), Ready.Id, RetractionReason.DidNotHappen).Known();

    [Fact]
    public void What_was_said_by_mistake_is_known_until_something_new_is_told()
    {
        SaidOf(Applied, Arrived, Ready).ShouldBeNull();
        SaidOf(Applied, Arrived, Ready, NotReady).ShouldBe(Stage.ReadyForPickup);
        // Nobody can see a difference by this one.
        SaidOf(Applied, Arrived, Ready, NotReady, new ProductionStarted(Day(2)).Known()).ShouldBe(Stage.ReadyForPickup);
        SaidOf(Applied, Arrived, Ready, NotReady, new HandedOver(Day(8)).Known()).ShouldBeNull();
    }

    [Fact]
    public void Where_several_facts_are_taken_back_the_word_is_about_what_was_read_before_the_first()
    {
        var notArrived = new FactRetracted(Day(8), Arrived.Id, RetractionReason.DidNotHappen).Known();
        SaidOf(Applied, Arrived, Ready, NotReady, notArrived).ShouldBe(Stage.ReadyForPickup);
        SaidOf(Applied, Arrived, Ready, NotReady, new ProductionStarted(Day(9)).Known(), notArrived).ShouldBe(Stage.ReadyForPickup);
        SaidOf(Applied, Arrived, Ready, NotReady, notArrived, new ArrivedAtOffice(Day(10)).Known()).ShouldBeNull();
    }

    [Fact]
    public void A_place_that_was_wrong_is_replaced_by_the_right_one_and_needs_no_word() =>
        SaidOf(Applied, Ready, NotReady, new ReadyForPickup(Day(6), LocationId.Parse("mitte-osloer")).Known()).ShouldBeNull();

    [Fact]
    public void A_fact_that_was_taken_back_before_it_came_was_never_said() => SaidOf(Applied, Arrived, NotReady, Ready).ShouldBeNull();

    [Fact]
    public void What_lies_in_the_past_may_be_corrected_without_a_word() =>
        SaidOf(Applied, Arrived, Ready, new FactRetracted(Day(7), Arrived.Id, RetractionReason.WrongData).Known()).ShouldBeNull();

    [Fact]
    public void Where_nothing_is_taken_back_nothing_was_wrong() =>
        Facts.Sample(facts => facts.Any(known => known.Fact is FactRetracted) || TakenBack.Of(DocumentOf(facts)) is null, iter: Cases);

    [Fact]
    public void What_was_wrong_is_not_what_is_said_now() =>
        Facts.Sample(facts => DocumentOf(facts) is var document && (TakenBack.Of(document) is not { } before || before.Stage != document.Status.Stage), iter: Cases);

    private static Stage? SaidOf(params KnownFact[] facts) => TakenBack.Of(DocumentOf(facts))?.Stage;

    private static Document DocumentOf(IEnumerable<KnownFact> facts) => Document.Of(Mitte, Order).With(facts);
}
