using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

/// <summary>What holds for any facts in any order.</summary>
public sealed class FoldProperties
{
    private static readonly Document Unknown = Document.Of(Mitte, Order);

    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        Facts.SelectMany(facts => Shuffled(facts).Select(shuffled => (facts, shuffled)))
            .Sample((facts, shuffled) => OneByOne(shuffled) == StatusOf(facts), iter: Cases);

    [Fact]
    public void The_way_facts_are_batched_does_not_matter() =>
        Gen.Select(Facts, Gen.Int[1, 14].Array[14])
            .Sample((facts, sizes) =>
            {
                var (document, at) = (Unknown, 0);
                foreach (var size in sizes)
                {
                    document = document.With(facts.Skip(at).Take(size));
                    at += size;
                }

                return document.Equals(facts.Aggregate(Unknown, (known, fact) => known.With(fact)));
            }, iter: Cases);

    [Fact]
    public void Fact_by_fact_gives_at_each_moment_the_status_of_the_facts_until_then() =>
        Facts.SelectMany(Shuffled).Sample(facts =>
        {
            var (fold, document) = (new RunningFold(), Unknown);
            return fold.Status == document.Status && facts.All(fact =>
            {
                fold.Add(fact);
                document = document.With(fact);
                return fold.Status == document.Status;
            });
        }, iter: Cases);

    [Fact]
    public void So_does_a_story_so_long_that_not_all_of_it_is_applied_again() =>
        Gen.Select(Facts.Array[60], Gen.Int[0, int.MaxValue]).Sample((stories, seed) =>
        {
            var (fold, document, dice) = (new RunningFold(), Unknown, new Random(seed));
            // Told in chapters, so that what is late is late by a few hundred facts or by a few.
            foreach (var chapter in stories.SelectMany(facts => facts).DistinctBy(fact => fact.Id).Chunk(100))
            {
                dice.Shuffle(chapter);
                document = document.With(chapter);
                Array.ForEach(chapter, fold.Add);
                if (fold.Status != document.Status)
                {
                    return false;
                }
            }

            return document.Facts.Length > 200;
        }, iter: 200);

    [Fact]
    public void Repetition_does_not_matter() =>
        Facts.SelectMany(facts => Gen.Select(
                Gen.Const(facts),
                Shuffled([.. facts, .. facts]),
                Gen.Bool))
            .Sample((facts, twice, atOnce) => (atOnce ? StatusOf(twice) : OneByOne(twice)) == StatusOf(facts), iter: Cases);

    [Fact]
    public void A_retracted_fact_equals_one_never_told_whichever_arrives_first() =>
        Gen.Select(Facts, AnyButRetraction, Gen.Guid, Gen.Guid, Gen.Int[1, 6])
            .SelectMany((facts, fact, id, retractionId, day) => Shuffled(
                [
                    .. facts,
                    new KnownFact(id, fact),
                    new KnownFact(retractionId, new FactRetracted(Day(day), id, RetractionReason.WrongDocument)),
                ])
                .Select(all => (facts, all)))
            .Sample((facts, all) => OneByOne(all) == StatusOf(facts), iter: Cases);

    [Fact]
    public void Retracting_a_fact_of_the_set_equals_the_set_without_it() =>
        Gen.Select(Facts.Where(facts => facts.Length > 0), Gen.Int[0, 13], Gen.Guid)
            .Sample((facts, which, id) =>
            {
                var gone = facts[which % facts.Length];
                var retraction = new KnownFact(id, new FactRetracted(Day(1), gone.Id, RetractionReason.DidNotHappen));
                // A retraction that is retracted holds all the same, and is said to be nothing that can be retracted. So it is of another
                // retraction of the fact, once the fact was never told.
                return ButForNothingRetracted(StatusOf([retraction, .. facts]))
                    == ButForNothingRetracted(StatusOf(facts.Where(fact => fact != gone || fact.Fact is FactRetracted)));
            }, iter: Cases);

    [Fact]
    public void A_late_fact_never_lowers_the_stage_of_a_run() =>
        Gen.Select(Facts, OnTheWay, Gen.Guid)
            .Sample((facts, late, id) =>
            {
                var before = Unknown.With(facts);
                var after = before.With(new KnownFact(id, late));
                return Height(after.Status.Stage) >= Height(before.Status.Stage);
            }, iter: Cases);

    [Fact]
    public void A_late_fact_lower_than_the_stage_changes_neither_it_nor_since() =>
        Gen.Select(Facts, OnTheWay, Gen.Guid)
            .Where((facts, late, _) => FoldTable.Find(late)!.Rank < Height(StatusOf(facts).Stage))
            .Sample((facts, late, id) =>
            {
                var before = StatusOf(facts);
                var after = StatusOf([.. facts, new KnownFact(id, late)]);
                // A lower fact of the same stage (order sent after order confirmed) may tell that the stage began earlier.
                return after.Stage == before.Stage && (after.Since == before.Since || FoldTable.Find(late)!.Stage == before.Stage);
            }, iter: Cases);

    [Fact]
    public void Since_is_the_last_line_of_the_history_and_the_history_runs_forward() =>
        Facts.Sample(facts =>
        {
            var status = StatusOf(facts);
            var last = status.History.IsEmpty ? default(StageEntered?) : status.History[^1];
            return (last?.Stage, last?.At) == (status.Stage, status.Since)
                && status.History.Select(line => line.At).Order().SequenceEqual(status.History.Select(line => line.At))
                && status.History.SkipLast(1).All(line => !line.Stage.IsFinal());
        }, iter: Cases);

    [Fact]
    public void The_fold_does_what_a_naive_reading_of_the_rules_does() =>
        Facts.Sample(facts =>
        {
            var status = StatusOf(facts);
            var (stage, since, history) = ReferenceFold.Of(facts);
            (status.Stage, status.Since).ShouldBe((stage, since));
            status.History.Select(line => (line.Stage, line.At)).ShouldBe(history);
        }, iter: 2 * Cases);

    [Fact]
    public void The_random_facts_are_worth_the_name()
    {
        var (stages, anomalies, met, retracted) = (new HashSet<Stage?>(), new HashSet<Anomaly>(), 0, 0);
        Facts.Sample(facts =>
        {
            var status = StatusOf(facts);
            stages.Add(status.Stage);
            anomalies.UnionWith(status.Anomalies);
            met += facts.Select(fact => (fact.Fact.OccurredAt, FoldRow.Of(fact.Fact).Rank)).Distinct().Count() < facts.Length ? 1 : 0;
            retracted += facts.Any(fact => fact.Fact is FactRetracted r && facts.Any(other => other.Id == r.Fact)) ? 1 : 0;
        }, iter: Cases, threads: 1);

        stages.Count.ShouldBe(Enum.GetValues<Stage>().Length + 1);
        anomalies.ShouldBe(Enum.GetValues<Anomaly>().Except([Anomaly.UnknownLocation]), ignoreOrder: true);
        met.ShouldBeGreaterThan(Cases / 5);
        retracted.ShouldBeGreaterThan(Cases / 5);
    }

    [Fact]
    public void A_retraction_retracts_nothing_until_the_fact_it_names_is_known() =>
        Facts.Sample(facts =>
        {
            var retractable = facts.Where(fact => fact.Fact is not FactRetracted).Select(fact => fact.Id).ToHashSet();
            var names = facts.Select(fact => fact.Fact).OfType<FactRetracted>().Select(retraction => retraction.Fact);
            return OneByOne(facts).Anomalies.Contains(Anomaly.RetractsNothing) == !names.All(retractable.Contains);
        }, iter: Cases);

    private static Status ButForNothingRetracted(Status status) => status with { Anomalies = status.Anomalies.Remove(Anomaly.RetractsNothing) };

    private static Status StatusOf(IEnumerable<KnownFact> facts) => Unknown.With(facts).Status;

    private static Status OneByOne(IEnumerable<KnownFact> facts) =>
        facts.Aggregate(Unknown, (document, fact) => document.With(fact)).Status;

    // The lowest rank of a stage; a run that has only begun is as high as the lowest of its floors.
    private static int Height(Stage? stage) => FoldTable.Rows.Values.Where(row => row.Stage == stage).Select(row => row.Floor ?? row.Rank)
        .DefaultIfEmpty(0).Min();

    [Fact]
    public void Only_facts_that_say_so_change_the_lookup() =>
        Gen.Select(Facts, Gen.Guid, AnyButRetraction).Where(given => !FactType.Of(given.Item3).CanChangeLookup).Sample(
            (facts, id, further) =>
            {
                var before = Unknown.With(facts);
                before.With(new KnownFact(id, further)).Lookup.ShouldBe(before.Lookup);
            },
            iter: Cases);

    [Fact]
    public void The_lookup_is_that_of_the_status() => Facts.Sample(
        facts =>
        {
            var document = Unknown.With(facts);
            document.Lookup.ShouldBe(document.Status.Lookup?.ToString());
        },
        iter: Cases);
}
