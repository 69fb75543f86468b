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
/// <param name="Repeated">How often it was sent again after it was recorded.</param>
/// <param name="Effect">What it did when it was recorded.</param>
internal sealed record TimelineLine(
    int Number, Guid Fact, string Type, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Source, string Client, JsonObject Data,
    IReadOnlyList<FactMark> Marks, Guid? RetractedBy, long Repeated, Effect Effect);

/// <summary>Which facts of a document are shown; all that is named has to hold.</summary>
/// <param name="Client">Through this client.</param>
/// <param name="Type">Of this name in the catalogue.</param>
/// <param name="Mark">Remarkable in this way.</param>
internal sealed record TimelineFilter(string? Client = null, string? Type = null, FactMark? Mark = null)
{
    public bool IsEmpty => this == new TimelineFilter();
}

/// <summary>Every fact of a document, and what each did.</summary>
internal static class Timeline
{
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    /// <param name="history">Of the document.</param>
    /// <param name="from">The first moment that is wanted, from 1.</param>
    /// <param name="count">How many lines at most.</param>
    /// <param name="filter">Which facts are wanted; null for all.</param>
    public static IEnumerable<TimelineLine> Lines(DocumentHistory history, int from, int count, TimelineFilter? filter = null)
    {
        var retractions = history.Facts.Where(fact => fact.Known.Fact is FactRetracted)
            .GroupBy(fact => ((FactRetracted)fact.Known.Fact).Fact).ToDictionary(named => named.Key, named => named.First().Known.Id);
        var runs = history.Now.Status.History.Where(entered => entered.Run > 1).GroupBy(entered => entered.Run).Select(run => run.First().At).ToArray();
        var (latest, fold) = (DateTimeOffset.MinValue, new RunningFold());
        foreach (var fact in history.Facts)
        {
            var (at, about) = (fact.Known.Fact.OccurredAt, fact.Known.Fact is not FactRetracted);
            Guid? retractedBy = about && retractions.TryGetValue(fact.Known.Id, out var by) ? by : null;
            List<FactMark> marks = [];
            Mark(fact.RecordedAt - at > Late, FactMark.Late);
            Mark(about && at < latest, FactMark.OutOfOrder);
            Mark(retractedBy is not null, FactMark.Retracted);
            Mark(about && retractedBy is null && runs.Any(run => run > at), FactMark.EarlierRun);
            latest = about && at > latest ? at : latest;
            if (fact.Number < from || !MayMatch(fact, marks, filter))
            {
                fold.Add(fact.Known);
                continue;
            }

            var before = fold.Status;
            fold.Add(fact.Known);
            var line = Line(fact, Effect.Between(before, fold.Status), marks, retractedBy);
            if (filter?.Mark is { } mark && !line.Marks.Contains(mark))
            {
                continue;
            }

            yield return line;
            if (--count == 0)
            {
                yield break;
            }

            void Mark(bool holds, FactMark mark)
            {
                if (holds)
                {
                    marks.Add(mark);
                }
            }
        }
    }

    // Whether something does not fit is known only when the document is folded.
    private static bool MayMatch(RecordedFact fact, List<FactMark> marks, TimelineFilter? filter) =>
        filter is null
        || ((filter.Client is null || filter.Client == fact.Client)
            && (filter.Type is null || filter.Type == FactType.Of(fact.Known.Fact).Name)
            && (filter.Mark is null or FactMark.Anomalous || marks.Contains(filter.Mark.Value)));

    private static TimelineLine Line(RecordedFact fact, Effect effect, List<FactMark> marks, Guid? retractedBy) =>
        new(
            fact.Number, fact.Known.Id, FactType.Of(fact.Known.Fact).Name, fact.Known.Fact.OccurredAt, fact.RecordedAt, fact.Source, fact.Client,
            DataOf(fact.Known.Fact), effect.Anomalies.Count > 0 ? [.. marks, FactMark.Anomalous] : marks, retractedBy, fact.Repeated,
            effect);

    private static JsonObject DataOf(Fact fact)
    {
        var data = JsonNode.Parse(FactJson.Write(fact))!.AsObject();
        data.Remove("occurredAt");
        // What a code and a date of birth lead to is nobody's business but the lookup's.
        data.Remove("lookup");
        return data;
    }
}
