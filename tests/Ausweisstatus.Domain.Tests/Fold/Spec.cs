using Shouldly;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

/// <summary><c>Given(received, ordered).When(dispatchedToOffice).ThenStageIs(Stage.Shipped)</c></summary>
internal sealed class Spec
{
    private readonly KnownFact[] facts;

    private Spec(KnownFact[] facts)
    {
        this.facts = facts;
        Status = StatusOf(facts);
        // Every example says this by the way: the order of arrival does not matter.
        StatusOf([.. facts.Reverse()]).ShouldBe(Status);
    }

    public Status Status { get; }

    public static Spec Given(params Fact[] facts) => new([.. facts.Select(fact => fact.Known())]);

    public Spec When(params Fact[] more) => new([.. facts, .. more.Select(fact => fact.Known())]);

    public Spec When(KnownFact more) => new([.. facts, more]);

    public Spec ThenStageIs(Stage? stage) => Then(() => Status.Stage.ShouldBe(stage));

    public Spec ThenSinceIs(int day) => Then(() => Status.Since.ShouldBe(Day(day)));

    public Spec ThenHistoryIs(params (Stage Stage, int Day)[] entered) =>
        Then(() => Status.History.Select(line => (line.Stage, line.At)).ShouldBe(entered.Select(line => (line.Stage, Day(line.Day)))));

    public Spec ThenAnomaliesAre(params Anomaly[] anomalies) => Then(() => Status.Anomalies.ShouldBe(anomalies));

    public Spec ThenNothingChanges() => Then(() => Status.ShouldBe(StatusOf(facts[..^1])));

    public Spec Then(Action<Status> holds) => Then(() => holds(Status));

    private static Status StatusOf(KnownFact[] facts) =>
        facts.Aggregate(Document.Of(Mitte, Order), (document, fact) => document.With(fact)).Status;

    private Spec Then(Action holds)
    {
        holds();
        return this;
    }
}
