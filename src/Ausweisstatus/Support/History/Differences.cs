using System.Text.Json.Nodes;

namespace Ausweisstatus.Support.History;

/// <summary>Something that reads differently at two moments.</summary>
/// <param name="What">Where in the answer, e.g. <c>pickup.location</c> or <c>history[2].text</c>.</param>
/// <param name="Before">Null where it was not there.</param>
/// <param name="After">Null where it is not there any more.</param>
internal sealed record Difference(string What, string? Before, string? After);

/// <summary>Compares two answers member by member, whatever they consist of.</summary>
internal static class Differences
{
    /// <returns>In the order of the answers, what was there before first.</returns>
    public static IReadOnlyList<Difference> Between(JsonNode? before, JsonNode? after)
    {
        List<KeyValuePair<string, string>> old = [.. Members(before, "")], now = [.. Members(after, "")];
        var (oldByName, nowByName) = (old.ToDictionary(), now.ToDictionary());
        return
        [
            .. old.Where(one => nowByName.GetValueOrDefault(one.Key) != one.Value)
                .Select(one => new Difference(one.Key, one.Value, nowByName.GetValueOrDefault(one.Key))),
            .. now.Where(one => !oldByName.ContainsKey(one.Key)).Select(one => new Difference(one.Key, null, one.Value)),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> Members(JsonNode? node, string path) => node switch
    {
        JsonObject whole => whole.SelectMany(member => Members(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Members(item, $"{path}[{index}]")),
        null => [],
        _ => [new(path, node.ToString())],
    };
}
