using System.Globalization;
using System.Text;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Rebuilds;

namespace Ausweisstatus.Operate;

/// <summary>What became of a rebuild, in a sentence for the command line.</summary>
internal static class RebuildSentence
{
    public static string Of(RebuildJob job, TimeSpan time)
    {
        var done = job.Done;
        var told = job.Wish.Projection switch
        {
            RebuildProjection.StageTimes => Text($"Stages of {done.Documents:N0} documents from {done.Facts:N0} facts in {time.TotalSeconds:0.00} s, {done.Differing:N0} lines"),
            RebuildProjection.SenderRhythm =>
                Text($"{done.Facts:N0} facts counted in {time.TotalSeconds:0.00} s, {done.Documents:N0} documents were caught up with, {done.Differing:N0} counts"),
            _ => Text($"{done.Documents:N0} documents from {done.Facts:N0} facts in {time.TotalSeconds:0.00} s, {done.Differing:N0}"),
        };
        return job.Wish.IsPreview ? $"{told} differ. Nothing was written.{Examples(job.Examples)}" : $"{told} differed and were repaired.";
    }

    /// <summary>A line for each.</summary>
    public static string Examples(IEnumerable<Difference> examples) =>
        examples.Aggregate(new StringBuilder(), (lines, one) => lines.Append(CultureInfo.InvariantCulture, $"\n  {one.Document}: {one.What.Replace(",", ", ", StringComparison.Ordinal)}")).ToString();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
