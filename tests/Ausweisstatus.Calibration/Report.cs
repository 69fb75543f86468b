using System.Globalization;
using System.Text;
using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.Calibration;

/// <summary>The figures of docs/expected-dates.md, between two comments; and all cells as CSV.</summary>
internal static class Report
{
    public const string Begin = "<!-- figures: made by ./ausweis bench expected -->";
    public const string End = "<!-- end of figures -->";

    public static bool IsWithinGoal(Tally month) => month.Coverage is >= 75 and <= 85;

    public static bool IsNearWithinGoal(Tally near) => near.Count == 0 || near.Coverage is >= 70 and <= 90;

    public static string Figures(IEnumerable<Calibrated> all, int runs)
    {
        var text = new StringBuilder();
        foreach (var one in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {one.Of.Name}\n\n{one.Of.About} {Of(runs)}, {one.Total(_ => true).Count:N0} forecasts; of {one.Without:N0} more nothing could be said.\n\n");
            if (one.Of.HasGoals)
            {
                text.Append(CultureInfo.InvariantCulture, $"![Coverage by month](images/{Chart.NameOf(one, "coverage")}) ![What was said and what came](images/{Chart.NameOf(one, "passports")})\n\n");
            }

            text.Append("| shown in | forecasts | hold | near due | width | to the true width | score | just applied |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            foreach (var month in one.Months)
            {
                var (whole, near, fresh) = (one.Total(cell => cell.Month == month), one.Total(cell => cell.Month == month && cell.Horizon == Horizon.Near), one.Total(cell => cell.Month == month && cell.IsNew));
                text.Append(CultureInfo.InvariantCulture, $"| {month:yyyy-MM} | {whole.Count:N0} | {Marked(whole, IsWithinGoal)} | {Marked(near, IsNearWithinGoal)} | {whole.Width:0.0} | {Ratio(whole)} | {whole.Score:0.0} | {Percent(fresh)} |\n");
            }

            if (one.Cells.Keys.Select(cell => cell.Kind).Distinct().Count() > 1)
            {
                text.Append("\n| kind | forecasts | hold | lowest and highest month | width | to the true width |\n| --- | --- | --- | --- | --- | --- |\n");
                foreach (var kind in one.Cells.Keys.Select(cell => cell.Kind).Distinct().Order(StringComparer.Ordinal))
                {
                    var whole = one.Total(cell => cell.Kind == kind);
                    var months = one.Months.Select(month => one.Total(cell => cell.Kind == kind && cell.Month == month)).Where(month => month.Count >= 100).Select(month => month.Coverage).Order().ToArray();
                    var span = months.Length == 0 ? "too few" : string.Create(CultureInfo.InvariantCulture, $"{months[0]:0}–{months[^1]:0} %");
                    text.Append(CultureInfo.InvariantCulture, $"| {kind} | {whole.Count:N0} | {Percent(whole)} | {span} | {whole.Width:0.0} | {Ratio(whole)} |\n");
                }
            }

            text.Append("\n| authority | forecasts | hold | width |\n| --- | --- | --- | --- |\n");
            foreach (var authority in one.Cells.Keys.Select(cell => cell.Authority).Distinct().Order(StringComparer.Ordinal))
            {
                var whole = one.Total(cell => cell.Authority == authority);
                text.Append(CultureInfo.InvariantCulture, $"| {authority} | {whole.Count:N0} | {Percent(whole)} | {whole.Width:0.0} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Every cell of which at least ten were counted.</summary>
    public static string Csv(IEnumerable<Calibrated> all)
    {
        var text = new StringBuilder("world,month,kind,horizon,authority,just_applied,forecasts,hold_percent,width_days,interval_score\n");
        foreach (var one in all)
        {
            foreach (var (cell, tally) in one.Cells.Where(cell => cell.Value.Count >= 10)
                .OrderBy(cell => cell.Key.Month).ThenBy(cell => cell.Key.Kind, StringComparer.Ordinal).ThenBy(cell => cell.Key.Horizon)
                .ThenBy(cell => cell.Key.Authority, StringComparer.Ordinal).ThenBy(cell => cell.Key.IsNew))
            {
                text.Append(CultureInfo.InvariantCulture, $"\"{one.Of.Name}\",{cell.Month:yyyy-MM},{cell.Kind},{(cell.Horizon == Horizon.Near ? "10 days" : cell.Horizon == Horizon.Middle ? "20 days" : "more")},{cell.Authority},");
                text.Append(CultureInfo.InvariantCulture, $"{(cell.IsNew ? "yes" : "no")},{tally.Count},{tally.Coverage:0.0},{tally.Width:0.0},{tally.Score:0.0}\n");
            }
        }

        return text.ToString();
    }

    private static string Of(int runs) => runs == 1 ? "One run" : string.Create(CultureInfo.InvariantCulture, $"{runs} runs");

    private static string Marked(Tally tally, Func<Tally, bool> isWithin) => tally.Count == 0 ? "–" : isWithin(tally) ? Percent(tally) : $"**{Percent(tally)}**";

    private static string Percent(Tally tally) => tally.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{tally.Coverage:0} %");

    private static string Ratio(Tally tally) => double.IsNaN(tally.ToTrueWidth) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{tally.ToTrueWidth:0.00}");
}
