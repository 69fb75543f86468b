using System.Globalization;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Verifying;

/// <summary>A document whose status is not the truth.</summary>
internal sealed record Difference(string Order, string What, string Expected, string Got);

/// <summary>Compares what a citizen is told with what is true.</summary>
internal static class Comparison
{
    public static IReadOnlyList<Difference> Of(FedDocument fed, StatusAnswer answer)
    {
        var truth = fed.Expected;
        List<(string What, string Expected, string Got)> told =
        [
            ("stage", truth.Stage.Slug(), answer.Stage),
            ("kind", truth.Kind.Slug(), answer.Kind),
            ("since", Text(truth.Since), Text(answer.Since)),
            ("history", History(truth.History.Select(reached => (reached.Stage.Slug(), reached.At))),
                History((answer.History ?? []).Select(entered => (entered.Stage, entered.At)))),
        ];
        if (truth.ReadyAt is { } slug)
        {
            // A citizen may be told the name of the office, or its slug.
            var name = fed.Application.Authority.Locations.Single(location => location.Slug == slug).Name;
            var got = answer.Pickup?.Location ?? "nothing";
            told.Add(("location", slug, got == name ? slug : got));
        }

        return [.. told.Where(pair => pair.Expected != pair.Got).Select(pair =>
            new Difference(fed.Application.Order, pair.What, pair.Expected, pair.Got))];
    }

    private static string History(IEnumerable<(string Stage, DateTimeOffset At)> stages) =>
        string.Join(", ", stages.Select(stage => $"{stage.Stage} {Text(stage.At)}"));

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
