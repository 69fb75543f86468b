using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

/// <summary>What a person is told, by what they know and how things are.</summary>
public sealed class WhatIsToldTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);
    private static readonly Document Unknown = Document.Of(Mitte, Order);
    private static readonly Fact Applied = new ApplicationReceived(Day(1), DocumentKind.Parse("identity-card"), LookupOf("1990-05-17"), Delivery.Pickup);

    // A day of any of the months that the random facts speak of.
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 150].Select(days => new DateOnly(2026, 3, 1).AddDays(days));

    [Fact]
    public void Who_knows_everything_is_told_nothing() =>
        Gen.Select(Facts, AnyDay).Sample((facts, today) => WhatIsTold.Decide(Told.Of(StatusOf(facts), today), StatusOf(facts), today).News is null, iter: Cases);

    [Fact]
    public void Nobody_is_told_the_same_twice() =>
        Gen.Select(Facts, Facts, AnyDay).Sample((before, later, today) =>
        {
            var status = StatusOf([.. before, .. later]);
            var (_, after) = WhatIsTold.Decide(Told.Of(StatusOf(before), today), status, today);
            return WhatIsTold.Decide(after, status, today) == (null, after);
        }, iter: Cases);

    [Fact]
    public void A_late_fact_that_leaves_stage_place_and_days_as_they_were_is_no_news() =>
        Gen.Select(Facts, AnyButRetraction, Gen.Guid, AnyDay).Sample((facts, late, id, today) =>
        {
            var (before, after) = (StatusOf(facts), StatusOf([.. facts, new KnownFact(id, late)]));
            var same = (before.Stage, before.Since, before.Location, before.HeldUntil, before.ReturnReason)
                == (after.Stage, after.Since, after.Location, after.HeldUntil, after.ReturnReason);
            // How long it takes follows from other days as well.
            return !same || WhatIsTold.Decide(Told.Of(before, today), after, today).News is null or News.TakesLonger;
        }, iter: Cases);

    [Fact]
    public void However_long_they_look_away_they_are_told_how_things_are_or_know_it() =>
        Gen.Select(Facts, Facts, AnyDay).Sample((before, later, today) =>
        {
            var status = StatusOf([.. before, .. later]);
            var (_, after) = WhatIsTold.Decide(Told.Of(StatusOf(before), today), status, today);
            return after with { Reminded = null, Delayed = null } == Told.Of(status, today) with { Reminded = null, Delayed = null };
        }, iter: Cases);

    [Fact]
    public void A_stage_that_was_never_told_is_never_corrected() =>
        Gen.Select(Facts, Facts, AnyDay).Sample((before, later, today) =>
        {
            var told = Told.Of(StatusOf(before), today);
            var (news, _) = WhatIsTold.Decide(told, StatusOf([.. before, .. later]), today);
            return news is not News.Correction || told.Stage is not null;
        }, iter: Cases);

    [Fact]
    public void The_next_look_is_ahead_and_finds_news_if_nothing_happens() =>
        Gen.Select(Facts, AnyDay).Sample((facts, today) =>
        {
            var (status, told) = (StatusOf(facts), Told.Of(StatusOf(facts), today));
            return WhatIsTold.NextLook(told, status, today) is not { } look
                || (look > today && WhatIsTold.Decide(told, status, look).News is News.CollectSoon or News.TakesLonger);
        }, iter: Cases);

    [Theory]
    [InlineData("ready", News.Stage)]
    [InlineData("missed", News.Stage)]
    [InlineData("returned", News.Stage)]
    [InlineData("rejected", News.Stage)]
    [InlineData("lost", News.Stage)]
    [InlineData("handed-over", News.Stage)]
    [InlineData("not-collected", News.Stage)]
    [InlineData("cancelled", News.Stage)]
    [InlineData("started", null)]
    [InlineData("completed", null)]
    [InlineData("dispatched", null)]
    [InlineData("arrived", null)]
    public void A_person_waits_for_some_stages_and_not_for_others(string fact, News? news) =>
        Decide([Applied], FactCalled(fact)).ShouldBe(news);

    [Fact]
    public void What_was_told_of_a_place_that_changes_is_told_anew()
    {
        Decide([Applied, FactCalled("ready")], new ReadyForPickup(Day(6), Osloer)).ShouldBe(News.Stage);
        Decide([Applied, FactCalled("ready")], new ReadyForPickup(Day(6), Rathaus, new DateOnly(2026, 4, 30))).ShouldBe(News.Stage);
        Decide([Applied, FactCalled("ready")], new ReadyForPickup(Day(6), Rathaus)).ShouldBeNull();
    }

    [Fact]
    public void What_is_sent_on_from_where_it_was_to_be_collected_can_not_be_collected_there_any_more() =>
        Decide([Applied, FactCalled("ready")], new SentAgain(Day(6), Destination.Office, SentAgainReason.OtherOffice, Osloer)).ShouldBe(News.NoLonger);

    [Fact]
    public void What_never_was_is_corrected()
    {
        var ready = FactCalled("ready").Known();
        var retraction = new KnownFact(Guid.NewGuid(), new FactRetracted(Day(7), ready.Id, RetractionReason.WrongDocument));
        KnownFact[] before = [Applied.Known(), ready];

        Decide(Told.Of(StatusOf(before), Today), StatusOf([.. before, retraction])).ShouldBe(News.Correction);
        // Never told, never taken back.
        Decide(Told.Of(StatusOf([Applied.Known()]), Today), StatusOf([.. before, retraction])).ShouldBeNull();
    }

    [Fact]
    public void Who_has_to_do_something_once_more_is_told_once_more()
    {
        Fact[] before = [Applied, FactCalled("returned")];
        Decide(before, new OrderSent(Day(7))).ShouldBeNull();
        Decide(before, new OrderSent(Day(7)), new OrderReturned(Day(8), ReturnReason.Photo)).ShouldBe(News.Stage);
    }

    [Fact]
    public void Who_does_not_come_is_reminded_once_in_the_last_week()
    {
        var status = StatusOf([Applied.Known(), new ReadyForPickup(Day(5), Rathaus, new DateOnly(2026, 4, 30)).Known()]);
        var told = Told.Of(status, Today);

        WhatIsTold.NextLook(told, status, Today).ShouldBe(new DateOnly(2026, 4, 23));
        Decide(told, status, new DateOnly(2026, 4, 22)).ShouldBeNull();
        var (news, after) = WhatIsTold.Decide(told, status, new DateOnly(2026, 4, 23));
        news.ShouldBe(News.CollectSoon);
        Decide(after, status, new DateOnly(2026, 4, 24)).ShouldBeNull();
        WhatIsTold.NextLook(after, status, new DateOnly(2026, 4, 23)).ShouldBeNull();
        Decide(told, status, new DateOnly(2026, 5, 1)).ShouldBeNull("then it is too late");
    }

    [Fact]
    public void Who_waits_more_than_a_week_longer_than_usual_is_told_once()
    {
        var status = StatusOf([Applied.Known()]);
        var (told, due) = (Told.Of(status, Today), Lateness.OverdueFrom(status)!.Value);

        WhatIsTold.NextLook(told, status, Today).ShouldBe(due.AddDays(7));
        Decide(told, status, due.AddDays(6)).ShouldBeNull();
        var (news, after) = WhatIsTold.Decide(told, status, due.AddDays(7));
        news.ShouldBe(News.TakesLonger);
        Decide(after, status, due.AddDays(60)).ShouldBeNull();
        WhatIsTold.NextLook(after, status, due.AddDays(7)).ShouldBeNull();
    }

    private static News? Decide(Fact[] before, params Fact[] later) =>
        Decide(Told.Of(StatusOf([.. before.Select(fact => fact.Known())]), Today), StatusOf([.. before.Concat(later).Select(fact => fact.Known())]));

    private static News? Decide(Told told, Status status, DateOnly? today = null) => WhatIsTold.Decide(told, status, today ?? Today).News;

    private static Status StatusOf(KnownFact[] facts) => Unknown.With(facts).Status;

    private static Fact FactCalled(string name) => name switch
    {
        "ready" => new ReadyForPickup(Day(5), Rathaus),
        "missed" => new DeliveryMissed(Day(5)),
        "returned" => new OrderReturned(Day(5), ReturnReason.Photo),
        "rejected" => new QualityRejected(Day(5)),
        "lost" => new Lost(Day(5)),
        "handed-over" => new HandedOver(Day(5)),
        "not-collected" => new NotCollected(Day(5)),
        "cancelled" => new Cancelled(Day(5), CancelReason.Rejected),
        "started" => new ProductionStarted(Day(5)),
        "completed" => new ProductionCompleted(Day(5)),
        "dispatched" => new Dispatched(Day(5), Destination.Office),
        "arrived" => new ArrivedAtOffice(Day(5)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
