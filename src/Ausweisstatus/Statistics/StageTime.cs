using System.Collections.Immutable;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Statistics;

/// <summary>A stage of a run of a document, and how long it took.</summary>
/// <param name="Line">Of the document's history, from 1.</param>
/// <param name="Left">Null while it goes on, and for the stage in which everything ends.</param>
/// <param name="IsOpen">It goes on, and what it will have taken is not known yet.</param>
internal sealed record StageTime(
    int Line, Stage Stage, int Run, DateTimeOffset Entered, DateTimeOffset? Left, double? Hours, int? WorkingDays, bool IsOpen)
{
    /// <param name="history">As the fold tells it.</param>
    /// <param name="state">Whose holidays do not count.</param>
    public static IEnumerable<StageTime> Of(ImmutableArray<StageEntered> history, string? state)
    {
        for (var line = 0; line < history.Length; line++)
        {
            var (stage, entered, run) = (history[line].Stage, history[line].At, history[line].Run);
            DateTimeOffset? left = line + 1 < history.Length ? history[line + 1].At : null;
            yield return new StageTime(
                line + 1, stage, run, entered, left, (left - entered)?.TotalHours,
                left is { } end ? WorkingCalendar.Between(entered, end, state) : null, left is null && !stage.IsFinal());
        }
    }
}
