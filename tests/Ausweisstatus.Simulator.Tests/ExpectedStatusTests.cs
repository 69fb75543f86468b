using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

public sealed class ExpectedStatusTests
{
    private const int Documents = 20_000;

    [Fact]
    public void The_truth_is_what_the_rules_make_of_the_facts_however_they_are_shuffled() =>
        Gen.Select(Runs.AnyDocument, Gen.Int[0, int.MaxValue]).Sample(
            (document, shuffle) =>
            {
                var fed = FedDocument.Of(document.Run, document.Index);
                var facts = fed.Sendings.Select(ReferenceFold.FactOf).ToArray();
                new Random(shuffle).Shuffle(facts);
                Check(fed, ReferenceFold.Fold(facts));
            },
            iter: Documents);

    [Fact]
    public void The_noise_is_there_at_all()
    {
        var fed = Runs.Documents(Runs.Usual, 5_000).ToList();
        var facts = fed.SelectMany(document => document.Sendings).OfType<Message>().ToList();

        facts.Count.ShouldBeGreaterThan(facts.DistinctBy(fact => (fact.By, fact.EventId)).Count(), "duplicates");
        facts.ShouldContain(fact => fact.Fact == FactName.FactRetracted, "retractions");
        fed.ShouldContain(document => document.Expected.History.Count < Stages(document.Steps), "stages hidden by wrong clocks");
        fed.ShouldContain(document => RetractionComesFirst(document), "retractions before the fact");
        fed.ShouldContain(document => document.Sendings.OfType<Registration>().Min(sending => sending.At)
            > document.Sendings.OfType<Message>().Select(sending => sending.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min(), "late registration");
        facts.GroupBy(fact => (fact.EventId, fact.Fact)).ShouldContain(told => told.Select(fact => fact.By).Distinct().Count() == 2, "two witnesses");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_stage_is_the_present_one_of_some_document(int scenario)
    {
        var run = scenario == 0 ? Runs.Usual : Runs.Surge;
        var present = Runs.Documents(run, 20_000).Select(document => document.Expected.Stage).ToHashSet();

        Enum.GetValues<Stage>().ShouldBeSubsetOf(present);
    }

    [Fact]
    public void Documents_are_sent_again_for_every_reason_and_come_to_an_end_afterwards()
    {
        var again = Runs.Documents(Runs.Usual, 20_000).SelectMany(fed => fed.Steps.Where(step => step.Fact is FactName.SentAgain)
            .Select(step => (Reason: step.Find("reason"), fed.Expected.Stage))).ToList();

        again.Select(one => one.Reason).Distinct().ShouldBe(["second-attempt", "returned", "other-office"], ignoreOrder: true);
        again.Where(one => one.Stage is Stage.HandedOver).Select(one => one.Reason).Distinct().Count().ShouldBe(3);
    }

    private static void Check(FedDocument fed, ReferenceFold.Folded folded)
    {
        folded.History.ShouldBe(fed.Expected.History, fed.Application.Order);
        folded.Stage.ShouldBe(fed.Expected.Stage);
        folded.Stage.ShouldBe(fed.Steps[^1].Stage, "what really happened last is what a citizen reads");
        folded.Since.ShouldBe(fed.Expected.Since);
        if (fed.Expected.Stage == Stage.ReadyForPickup)
        {
            folded.Location.ShouldBe(fed.Expected.ReadyAt);
        }
    }

    private static int Stages(IReadOnlyList<Step> steps) =>
        1 + Enumerable.Range(1, steps.Count - 1).Count(i => steps[i].Stage != steps[i - 1].Stage);

    private static bool RetractionComesFirst(FedDocument document)
    {
        var messages = document.Sendings.OfType<Message>().ToLookup(message => message.EventId);
        return messages.Any(told => told.Key.EndsWith("/retracted", StringComparison.Ordinal)
            && told.Min(message => message.At) < messages[told.Key[..^"/retracted".Length]].Min(message => message.At));
    }
}
