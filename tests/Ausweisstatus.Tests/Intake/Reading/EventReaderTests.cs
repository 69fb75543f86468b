using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Intake.Reading;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Intake.Reading;

/// <summary>
/// Our reader against the CloudEvents SDK: what we accept, the SDK accepts with the same values. On purpose we differ in this: attributes that
/// we do not use are ignored, whatever they hold; the letters of a time may be lower case, and its second may be 60.
/// </summary>
public sealed class EventReaderTests
{
    private const int Cases = 10_000;

    // Text as it stands in JSON, so that escapes and what is not even JSON occur too.
    private static readonly Gen<string> Value = Gen.OneOf(
        Const("\"1.0\"", "\"0.3\"", "\"1\"", "\"application/json\"", "\"text/plain\"", "\"\"", "null", "7", "true", "{}", "[1]"),
        Const("\"/print-shops/bdr\"", "\"a b\"", "\"//\"", "\":\"", "\"http://[\"", "\"../x\"", "\"ä/ö?q#f\"", "\"C:\\\\x\"", "\"de.ausweisstatus.lost.v1\"",
            "\"de.ausweisstatus.none.v1\"", "\"a\\u0062c\"", "\"\\u0000\"", "\"\\u0007\"", "\"\\u0085\"", "\"\\ud800\"", "\"\\ufffe\"", "\"\\ud83f\\udfff\"", "\"\\ufdd0\"", "\"ä\"", "\"😀\""),
        Const("\"2026-10-21T16:02:11Z\"", "\"2026-10-21T16:02:11.1234567+02:00\"", "\"2026-10-21T16:02:11\\u002B00:00\"", "\"2026-10-21\"",
            "\"2026-10-21T16:02:11\"", "\"2026-10-21T16:02Z\"", "\"2026-10-21t16:02:11z\"", "\"2026-02-30T16:02:11Z\"", "\"2026-10-21T16:02:11.12345678Z\"", "\"2026-10-21T24:00:00Z\""),
        Const("{\"to\":\"office\"}", "{\"a\":{\"b\":[{}]}}", "{\"a\":1,\"a\":2}", "{", "\"", "\"x\" \"y\"", "\"eyJ0byI6Im9mZmljZSJ9\"", "\"e30=\"", "\"not base64\""));

    private static readonly Gen<string> Name = Const(
        "specversion", "id", "source", "type", "subject", "time", "data", "datacontenttype", "data_base64", "traceparent", "\\u0069d");

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
    public void What_we_accept_the_SDK_accepts_with_the_same_values()
    {
        var accepted = 0;
        Written.Sample(
            text =>
            {
                ReadOnlyMemory<byte> utf8 = Encoding.UTF8.GetBytes(text);
                if (EventReader.Structured(utf8) is not { Problem: null, Event: { } ours })
                {
                    return;
                }

                Interlocked.Increment(ref accepted);
                var theirs = BySdk(text);
                (ours.Id, ours.Source, ours.Type, ours.Subject).ShouldBe((theirs.Id, theirs.Source!.OriginalString, theirs.Type, theirs.Subject), text);
                ours.Time.ShouldBe(theirs.Time, text);
                DataOf(ours).ShouldBe(DataOf(theirs), text);
            },
            iter: Cases);
        accepted.ShouldBeGreaterThan(Cases / 20, "or this says nothing");
    }

    [Fact]
    public void Each_attribute_but_the_subject_and_the_data_is_required() =>
        Usual.Keys.Where(left => EventReader.Structured(Without(left)).Problem is { Errors: { } errors } && errors.Keys.Single() == left)
            .ShouldBe(["specversion", "id", "source", "type", "time"]);

    [Theory]
    [InlineData("traceparent", "\"00-x\"")]
    [InlineData("Id", "\"2\"")]
    [InlineData("dataschema", "\"no uri\\u0007\"")]
    [InlineData("nested", "{\"a\":[1,{}]}")]
    [InlineData("number", "1")]
    [InlineData("nothing", "null")]
    public void Attributes_that_we_do_not_use_are_ignored(string name, string value) =>
        (EventReader.Structured(With(name, value)).Event! with { Data = default, Sent = default }).ShouldBe(
            EventReader.Structured(Without("nothing")).Event! with { Data = default, Sent = default });

    [Theory]
    [InlineData("traceparent", "\"\\ud800\"")]
    [InlineData("traceparent", "\"\\u0000\"")]
    [InlineData("traceparent", "1e9999")]
    [InlineData("traceparent", "{\"a\":1,\"a\":2}")]
    [InlineData("traceparent\":1,\"traceparent", "1")]
    [InlineData("\\udfff", "1")]
    [InlineData("\\u0069d", "\"2\"")]
    [InlineData("id", "\"\\u0000\"")]
    [InlineData("subject", "\"\\udc00\\ud800\"")]
    public void What_others_could_not_read_is_malformed_wherever_it_stands(string name, string value) =>
        EventReader.Structured(With(name, value)).Problem!.Slug.ShouldBe("malformed-event");

    [Theory]
    [InlineData("id", "\"f15\\ufffe\"")]
    [InlineData("id", "\"a\\nb\"")]
    [InlineData("id", "7")]
    [InlineData("id", "\"\"")]
    [InlineData("source", "\"/print-shops/bdr/\\ufdd0\"")]
    [InlineData("source", "\"http://[\"")]
    [InlineData("type", "\"\\ud83f\\udffe\"")]
    [InlineData("subject", "\"berlin-mitte/\\u0085\"")]
    [InlineData("subject", "{}")]
    [InlineData("time", "\"2026-10-21\"")]
    [InlineData("time", "1761062531")]
    [InlineData("specversion", "\"0.3\"")]
    [InlineData("specversion", "1.0")]
    [InlineData("datacontenttype", "\"text/plain\"")]
    [InlineData("datacontenttype", "\"application/json; charset=utf-16\"")]
    [InlineData("data_base64", "\"%\"")]
    [InlineData("data_base64", "{}")]
    public void What_an_attribute_may_not_hold_is_named_with_or_without_an_extension(string name, string value)
    {
        foreach (var extension in new[] { "", ",\"traceparent\":\"00-x\"" })
        {
            var (read, problem) = EventReader.Structured(With(name, value + extension));

            problem!.Slug.ShouldBe("invalid-event");
            problem.Errors!.Keys.ShouldBe([name]);
            read.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/JSON")]
    [InlineData("application/json;charset=utf-8")]
    [InlineData("application/json; charset=\\\"UTF-8\\\"; x=y")]
    [InlineData("text/json")]
    [InlineData("application/vnd.print-shop+json")]
    public void Data_may_be_any_JSON_type(string type)
    {
        EventReader.Structured(With("datacontenttype", $"\"{type}\"")).Problem.ShouldBeNull();
        var bytes = Convert.ToBase64String(Data.Span);
        var read = EventReader.Structured(With("data\":null,\"data_base64", $"\"{bytes}\",\"datacontenttype\":\"{type}\""));

        read.Problem.ShouldBeNull();
        read.Event!.Data.ToArray().ShouldBe(Data.ToArray());
    }

    [Fact]
    public void Data_is_sent_once() =>
        EventReader.Structured(With("data_base64", "\"e30=\"")).Problem!.Errors!.Keys.ShouldBe(["data"]);

    private static ReadOnlyMemory<byte> Data { get; } = Encoding.UTF8.GetBytes(Usual["data"]);

    private static CloudEvent BySdk(string text)
    {
        // What we ignore or forgive on purpose is not told to the SDK.
        text = text.Replace("\"time\":\"2026-10-21t16:02:11z\"", "\"time\":\"2026-10-21T16:02:11Z\"", StringComparison.Ordinal);
        if (text.Contains("traceparent", StringComparison.Ordinal))
        {
            var members = JsonNode.Parse(text)!.AsObject();
            members.Remove("traceparent");
            text = members.ToJsonString();
        }

        return new JsonEventFormatter().DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(text), null, null);
    }

    private static string? DataOf(ReceivedEvent ours) => ours.Data.IsEmpty ? null : Canonical(ours.Data.Span);

    private static string? DataOf(CloudEvent theirs) => theirs.Data switch
    {
        null or byte[] { Length: 0 } => null,
        byte[] bytes => Canonical(bytes),
        JsonElement element => Canonical(Encoding.UTF8.GetBytes(element.GetRawText())),
        var other => throw new InvalidOperationException(other.GetType().Name),
    };

    // Whether data is sound is found out later, when it is read.
    private static string Canonical(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Serialize(JsonNode.Parse(data));
        }
        catch (Exception unsound) when (unsound is JsonException or InvalidOperationException or ArgumentException)
        {
            return "unsound";
        }
    }

    private static ReadOnlyMemory<byte> With(string name, string value) => Encoding.UTF8.GetBytes(
        $"{{{string.Join(',', Usual.Where(member => member.Key != name && !(name.StartsWith("data\":", StringComparison.Ordinal) && member.Key == "data")).Select(member => $"\"{member.Key}\":{member.Value}"))},\"{name}\":{value}}}");

    private static ReadOnlyMemory<byte> Without(string name) => Encoding.UTF8.GetBytes(
        $"{{{string.Join(',', Usual.Where(member => member.Key != name).Select(member => $"\"{member.Key}\":{member.Value}"))}}}");

    private static Gen<string> Const(params string[] values) => Gen.Int[0, values.Length - 1].Select(which => values[which]);
}
