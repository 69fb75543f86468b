using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Samples;
using static Ausweisstatus.Domain.Tests.Spec;
using static Ausweisstatus.Domain.Tests.Story;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Which code works now.</summary>
public sealed class ReissueTests
{
    private static readonly ReferenceReissued Third = new(Day(4), Generation: 3, LookupOf("1990-05-17", generation: 3));

    [Fact]
    public void The_code_of_the_application_works_first() =>
        Given(received).Then(status => (status.Generation, status.Lookup).ShouldBe((1, received.Lookup)));

    [Fact]
    public void A_reissued_code_replaces_it_and_leaves_the_stage() =>
        Given(received, ordered).When(reissued).ThenStageIs(Stage.Ordered).ThenSinceIs(2).ThenAnomaliesAre()
            .Then(status => (status.Generation, status.Lookup).ShouldBe((2, reissued.Lookup)));

    [Fact]
    public void Of_two_reissues_the_higher_generation_counts_whenever_it_happened() =>
        Given(received, Third).When(reissued.On(9)).Then(status => (status.Generation, status.Lookup).ShouldBe((3, Third.Lookup)));

    [Fact]
    public void A_reissue_without_a_lookup_stops_the_old_code_all_the_same() =>
        Given(received).When(reissued with { Lookup = null }).Then(status => (status.Generation, status.Lookup).ShouldBe((2, null)));

    [Fact]
    public void The_lookup_of_a_reissue_may_be_told_later() =>
        Given(received, reissued with { Lookup = null }).When(reissued.On(5))
            .Then(status => (status.Generation, status.Lookup).ShouldBe((2, reissued.Lookup)));

    [Fact]
    public void A_lookup_of_a_reissue_that_is_not_told_again_stays() =>
        Given(received, reissued).When(reissued.On(5) with { Lookup = null })
            .Then(status => (status.Generation, status.Lookup).ShouldBe((2, reissued.Lookup)));

    [Fact]
    public void Of_two_lookups_of_one_generation_the_last_told_counts() =>
        Given(received, reissued).When(reissued.On(5) with { Lookup = LookupOf("1990-05-18", generation: 2) })
            .Then(status => status.Lookup.ShouldBe(LookupOf("1990-05-18", generation: 2)));

    [Fact]
    public void Retracting_the_application_takes_every_code_away() =>
        Given(received, reissued).When(Retraction(of: received)).Then(status => (status.Generation, status.Lookup).ShouldBe((2, null)));

    [Fact]
    public void Retracting_the_reissue_makes_the_old_code_work_again() =>
        Given(received, reissued).When(Retraction(of: reissued)).Then(status => (status.Generation, status.Lookup).ShouldBe((1, received.Lookup)));

    [Fact]
    public void A_code_may_be_reissued_after_the_end() =>
        Given(received, ready, handedOver).When(reissued.On(20)).ThenAnomaliesAre().Then(status => status.Lookup.ShouldBe(reissued.Lookup));
}
