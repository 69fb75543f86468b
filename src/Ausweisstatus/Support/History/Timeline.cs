using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Support.History;

/// <summary>What staff should know of a fact at a glance.</summary>
internal enum FactMark
{
    /// <summary>We learned it more than a day after it happened.</summary>
    Late,

    /// <summary>Something that happened after it was known already.</summary>
    OutOfOrder,

    /// <summary>It was taken back, and counts as never told.</summary>
    Retracted,

    /// <summary>The document was sent back or made anew since; what this told is history.</summary>
    EarlierRun,

    /// <summary>With it something does not fit.</summary>
    Anomalous,
}

/// <summary>A fact as staff read it.</summary>
/// <param name="Number">Its place in the order in which the facts were recorded, from 1: also the moment at which it was the latest.</param>
/// <param name="Fact">Its id.</param>
/// <param name="Type">Its name in the catalogue, e.g. <c>ready-for-pickup</c>.</param>
/// <param name="OccurredAt">When it happened, by the sender's clock.</param>
/// <param name="RecordedAt">When we learned it.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Client">Through which client.</param>
/// <param name="Data">What it tells beside; never what a code leads to.</param>
/// <param name="Marks">What is remarkable about it.</param>
/// <param name="RetractedBy">The fact that took it back.</param>
/// <param name="Effect">What it did when it was recorded.</param>
internal sealed record TimelineLine(
    int Number, Guid Fact, string Type, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Source, string Client, JsonObject Data,
    IReadOnlyList<FactMark> Marks, Guid? RetractedBy, Effect Effect);

/// <summary>Every fact of a document, and what each did.</summary>
internal static class Timeline
{
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    /// <param name="history">Of the document.</param>
    /// <param name="from">The first moment that is wanted, from 1.</param>
    /// <param name="count">How many lines at most.</param>
    public static IEnumerable<TimelineLine> Lines(DocumentHistory history, int from, int count)
    {
        var now = history.Now.Status;
        var retractions = history.Facts.Where(fact => fact.Known.Fact is FactRetracted)
            .GroupBy(fact => ((FactRetracted)fact.Known.Fact).Fact).ToDictionary(named => named.Key, named => named.First().Known.Id);
        var runs = now.History.Where(entered => entered.Run > 1).GroupBy(entered => entered.Run).Select(run => run.First().At).ToArray();
        var latest = history.Facts.Take(from - 1).Where(IsAboutTheDocument).Select(OccurredAt).DefaultIfEmpty().Max();
        var before = history.At(Math.Min(from - 1, history.Facts.Length)).Status;
        foreach (var fact in history.Facts.Skip(from - 1).Take(count))
        {
            var after = history.At(fact.Number).Status;
            var effect = Effect.Between(before, after);
            Guid? retractedBy = retractions.TryGetValue(fact.Known.Id, out var by) && IsAboutTheDocument(fact) ? by : null;
            yield return Line(fact, effect, retractedBy, isOutOfOrder: OccurredAt(fact) < latest, isEarlierRun: runs.Any(run => run > OccurredAt(fact)));

            before = after;
            latest = IsAboutTheDocument(fact) && OccurredAt(fact) > latest ? OccurredAt(fact) : latest;
        }
    }

    private static TimelineLine Line(RecordedFact fact, Effect effect, Guid? retractedBy, bool isOutOfOrder, bool isEarlierRun)
    {
        var about = IsAboutTheDocument(fact);
        List<FactMark> marks = [];
        Mark(fact.RecordedAt - OccurredAt(fact) > Late, FactMark.Late);
        Mark(about && isOutOfOrder, FactMark.OutOfOrder);
        Mark(retractedBy is not null, FactMark.Retracted);
        Mark(about && isEarlierRun && retractedBy is null, FactMark.EarlierRun);
        Mark(effect.Anomalies.Count > 0, FactMark.Anomalous);
        return new(
            fact.Number, fact.Known.Id, FactType.Of(fact.Known.Fact).Name, OccurredAt(fact), fact.RecordedAt, fact.Source, fact.Client, DataOf(fact.Known.Fact),
            marks, retractedBy, effect);

        void Mark(bool holds, FactMark mark)
        {
            if (holds)
            {
                marks.Add(mark);
            }
        }
    }

    private static bool IsAboutTheDocument(RecordedFact fact) => fact.Known.Fact is not FactRetracted;

    private static DateTimeOffset OccurredAt(RecordedFact fact) => fact.Known.Fact.OccurredAt;

    private static JsonObject DataOf(Fact fact)
    {
        var data = JsonNode.Parse(FactJson.Write(fact))!.AsObject();
        data.Remove("occurredAt");
        // What a code and a date of birth lead to is nobody's business but the lookup's.
        data.Remove("lookup");
        return data;
    }
}
