using System.Globalization;
using System.Text;
using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.Calibration;

/// <summary>Pictures of a report: plain SVG, the same for the same figures, readable in light and dark.</summary>
internal static class Chart
{
    private const int Width = 480;
    private const int Height = 260;
    private const int Left = 44;
    private const int Bottom = 30;
    private const int Top = 30;

    public static string NameOf(Calibrated one, string what) => $"expected-{one.Of.Name.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-')}-{what}.svg";

    /// <summary>The share of ranges that held, month by month, with the goal as a band.</summary>
    public static string Coverage(Calibrated one)
    {
        const double Least = 50;
        var months = one.Months.ToArray();
        var text = Begin($"{one.Of.Name}: ranges that hold, in percent", Enumerable.Range(5, 6).Select(ten => ((ten * 10) - Least, $"{ten * 10} %")), 100 - Least);
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"band\" x=\"{Left}\" y=\"{Y(85 - Least, 50):0.0}\" width=\"{Width - Left - 10}\" height=\"{Y(75 - Least, 50) - Y(85 - Least, 50):0.0}\"/>");
        Line("all", month => one.Total(cell => cell.Month == month));
        Line("near", month => one.Total(cell => cell.Month == month && cell.Horizon == Horizon.Near));
        Labels(text, [.. months.Select((month, at) => (X(at), month.ToString("MMM", CultureInfo.InvariantCulture)))]);
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"all\" x=\"{Left + 8}\" y=\"{Height - Bottom - 22}\">all</text><text class=\"near\" x=\"{Left + 40}\" y=\"{Height - Bottom - 22}\">near due</text>");
        return text.Append("</svg>\n").ToString();

        double X(int at) => Left + 14 + (at * (Width - Left - 38.0) / Math.Max(1, months.Length - 1));

        void Line(string name, Func<DateOnly, Tally> of)
        {
            var points = months.Select((month, at) => (At: at, Tally: of(month))).Where(point => point.Tally.Count > 0)
                .Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.At):0.0},{Y(Math.Max(0, point.Tally.Coverage - Least), 50):0.0}"));
            text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{name}\" points=\"{string.Join(' ', points)}\"/>");
        }
    }

    /// <summary>What was said to those who had just applied for a passport, and what came.</summary>
    public static string Passports(Calibrated one)
    {
        var fans = one.Fans;
        var most = Math.Ceiling(fans.Max(fan => Math.Max(fan.To, fan.Came)) / 10.0) * 10;
        var text = Begin($"{one.Of.Name}: passports just applied for, working days until ready", Enumerable.Range(0, (int)(most / 10) + 1).Select(ten => (ten * 10.0, $"{ten * 10}")), most);
        foreach (var (at, fan) in fans.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"<line class=\"range\" x1=\"{X(at):0.0}\" x2=\"{X(at):0.0}\" y1=\"{Y(fan.From, most):0.0}\" y2=\"{Y(fan.To, most):0.0}\"/><circle class=\"came\" cx=\"{X(at):0.0}\" cy=\"{Y(fan.Came, most):0.0}\" r=\"2.5\"/>");
        }

        Labels(text, [.. fans.Index().Where(fan => fan.Index == 0 || fans[fan.Index - 1].On.Month != fan.Item.On.Month).Select(fan => (X(fan.Index), fan.Item.On.ToString("MMM", CultureInfo.InvariantCulture)))]);
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"said\" x=\"{Left + 8}\" y=\"{Top + 6}\">said (bar)</text><text class=\"near\" x=\"{Left + 80}\" y=\"{Top + 6}\">came (dot: the median)</text>");
        return text.Append("</svg>\n").ToString();

        double X(int at) => Left + 8 + (at * (Width - Left - 26.0) / Math.Max(1, fans.Count - 1));
    }

    private static double Y(double value, double most) => Height - Bottom - (value / most * (Height - Bottom - Top));

    private static StringBuilder Begin(string title, IEnumerable<(double At, string Label)> lines, double most)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"11\">");
        text.Append(CultureInfo.InvariantCulture, $"<title>{title}</title><style>svg{{background:#fff}}text{{fill:#333}}.grid{{stroke:#ddd}}.band{{fill:#dcebdc}}polyline{{fill:none;stroke-width:2}}polyline.all{{stroke:#171a2b}}polyline.near{{stroke:#b34000;stroke-dasharray:5 3}}text.near{{fill:#b34000}}.range{{stroke:#7f95c4;stroke-width:5}}text.said{{fill:#4a629b}}.came{{fill:#b34000}}</style>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"8\" y=\"16\" font-size=\"13\">{title}</text>");
        foreach (var (at, label) in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - 10}\" y1=\"{Y(at, most):0.0}\" y2=\"{Y(at, most):0.0}\"/><text x=\"{Left - 5}\" y=\"{Y(at, most) + 4:0.0}\" text-anchor=\"end\">{label}</text>");
        }

        return text;
    }

    private static void Labels(StringBuilder text, IEnumerable<(double X, string Label)> labels)
    {
        foreach (var (x, label) in labels)
        {
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{Height - 10}\" text-anchor=\"middle\">{label}</text>");
        }
    }
}
