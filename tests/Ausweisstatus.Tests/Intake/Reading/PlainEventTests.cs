using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Intake.Reading;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Intake.Reading;

/// <summary>The short way of reading an event against the CloudEvents SDK: where it reads anything, it reads the same.</summary>
public sealed class PlainEventTests
{
    private const int Cases = 20_000;

    // Text as it stands in JSON, so that escapes and what is not even JSON occur too.
    private static readonly Gen<string> Value = Gen.OneOf(
        Const("\"1.0\"", "\"0.3\"", "\"1\"", "\"application/json\"", "\"text/plain\"", "\"\"", "null", "7", "true", "{}", "[1]"),
        Const("\"/print-shops/bdr\"", "\"a b\"", "\"de.ausweisstatus.lost.v1\"", "\"de.ausweisstatus.none.v1\"", "\"a\\u0062c\"", "\"\\u0000\"", "\"\\ud800\"", "\"ä\""),
        Const("\"2026-10-21T16:02:11Z\"", "\"2026-10-21T16:02:11.1234567+02:00\"", "\"2026-10-21T16:02:11\\u002B00:00\"", "\"2026-10-21\"",
            "\"2026-10-21T16:02:11\"", "\"2026-10-21T16:02Z\"", "\"2026-10-21t16:02:11z\"", "\"2026-02-30T16:02:11Z\"", "\"2026-10-21T16:02:11.12345678Z\"", "\"2026-10-21T24:00:00Z\""),
        Const("{\"to\":\"office\"}", "{\"a\":{\"b\":[{}]}}", "{\"a\":1,\"a\":2}", "{", "\"", "\"x\" \"y\""));

    private static readonly Gen<string> Name = Const(
        "specversion", "id", "source", "type", "subject", "time", "data", "datacontenttype", "dataschema", "data_base64", "traceparent", "Id", "\\u0069d");

    private static readonly Dictionary<string, string> Usual = new()
    {
        ["specversion"] = "\"1.0\"",
        ["id"] = "\"1\"",
        ["source"] = "\"/print-shops/bdr\"",
        ["type"] = "\"de.ausweisstatus.dispatched.v1\"",
        ["subject"] = "\"berlin-mitte/B-1\"",
        ["time"] = "\"2026-10-21T16:02:11Z\"",
        ["data"] = "{\"to\":\"office\"}",
    };

    /// <summary>A usual event in which a few things are not as usual.</summary>
    private static readonly Gen<string> Written = Gen.Select(Gen.Select(Name, Value).Array[0, 3], Name.Array[0, 1], Gen.Int[0, 3], (changes, without, end) =>
    {
        List<(string Name, string Value)> members = [.. Usual.Where(member => !without.Contains(member.Key)).Select(member => (member.Key, member.Value))];
        foreach (var (name, value) in changes)
        {
            var at = members.FindIndex(member => member.Name == name);
            if (at < 0 || end == 3)
            {
                members.Add((name, value));
            }
            else
            {
                members[at] = (name, value);
            }
        }

        return $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}"))}}}" + (end == 2 ? " " : "");
    });

    [Fact]
    public void What_is_read_the_short_way_is_what_the_SDK_reads() => Written.Sample(
        text =>
        {
            ReadOnlyMemory<byte> utf8 = Encoding.UTF8.GetBytes(text);
            if (PlainEvent.Find(utf8) is not { } plain)
            {
                return;
            }

            var (bySdk, problem) = ReadEvent.BySdk(utf8);
            if (bySdk is null && IsFaultOfTheData(text))
            {
                // Sound or not is found out when the data is read, and refused as malformed there.
                return;
            }

            problem.ShouldBeNull(text);
            (plain with { Data = default }).ShouldBe(bySdk! with { Data = default }, text);
            Json(plain.Data).ShouldBe(Json(bySdk.Data), text);
        },
        iter: Cases);

    [Fact]
    public void The_usual_event_is_read_the_short_way() =>
        Usual.Keys.ShouldAllBe(left => left == "specversion" || left == "id" || left == "source" || left == "type"
            ? PlainEvent.Find(Without(left)) == null
            : PlainEvent.Find(Without(left)) != null);

    private static bool IsFaultOfTheData(string text) =>
        text.Contains("{\"a\":1,\"a\":2}", StringComparison.Ordinal) || text.Contains("\"data\":\"\\u", StringComparison.Ordinal) || text.Contains("\"data\":\"\\ud", StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> Without(string name) => Encoding.UTF8.GetBytes(
        $"{{{string.Join(',', Usual.Where(member => member.Key != name).Select(member => $"\"{member.Key}\":{member.Value}"))}}}");

    private static string? Json(ReadOnlyMemory<byte> data) => data.IsEmpty ? null : JsonSerializer.Serialize(JsonNode.Parse(data.Span));

    private static Gen<string> Const(params string[] values) => Gen.Int[0, values.Length - 1].Select(which => values[which]);
}
