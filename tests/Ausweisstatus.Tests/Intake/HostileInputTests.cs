using System.Net;
using System.Text;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

[Collection(SharedInstallation.Name)]
public sealed class HostileInputTests(Installation installation)
{
    private readonly HttpClient printShop = installation.As("print-shop");

    public static TheoryData<string, string> Malformed => new()
    {
        { "nothing", "" },
        { "truncated", """{"specversion":"1.0","id":"1""" },
        { "no JSON", "specversion: 1.0" },
        { "null", "null" },
        { "an array", "[]" },
        { "a duplicate key", """{"specversion":"1.0","id":"1","id":"2","source":"/print-shops/bdr","type":"t","subject":"a/b","time":"2026-01-01T00:00:00Z"}""" },
        { "a duplicate key in the data", With("""{"to":"office","to":"holder"}""") },
        { "a depth bomb", With(new string('[', 500) + new string(']', 500)) },
        { "a huge number", With("""{"generation":1e99999}""") },
        { "a NUL in a string", With("""{"carrier":"a\u0000b"}""") },
        { "a lone surrogate in a string", With("""{"carrier":"\ud800"}""") },
        { "a lone surrogate in a name", With("""{"\udfff":1}""") },
        { "two documents", With("{}") + With("{}") },
        { "a comment", With("{}/* hello */") },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_sound_JSON_is_malformed(string what, string body)
    {
        var response = await printShop.PostTextAsync(body, "application/cloudevents+json");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        (await response.SlugAsync()).ShouldBe("malformed-event", what);
    }

    public static TheoryData<string, byte[]> WrongEncodings => new()
    {
        { "Latin-1", Encoding.Latin1.GetBytes(With("""{"carrier":"Päckchen"}""")) },
        { "UTF-16", Encoding.Unicode.GetBytes(With("{}")) },
        { "stray bytes", [0xff, 0xfe, 0x00, 0x7b] },
        { "overlong", [.. Encoding.UTF8.GetBytes("{\"a\":\""), 0xc0, 0xaf, .. Encoding.UTF8.GetBytes("\"}")] },
    };

    [Theory]
    [MemberData(nameof(WrongEncodings))]
    public async Task What_is_not_UTF8_is_malformed(string what, byte[] body)
    {
        (await printShop.PostBytesAsync(body, "application/cloudevents+json")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        (await printShop.PostBytesAsync(body, "application/cloudevents-batch+json")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        (await printShop.PostBytesAsync(body, "application/x-ndjson")).StatusCode.ShouldBe(HttpStatusCode.OK, what);
    }

    public static TheoryData<string, string, string> NotUnderstood => new()
    {
        { "no id", """{"specversion":"1.0","source":"/print-shops/bdr","type":"de.ausweisstatus.lost.v1","subject":"a1/b","time":"2026-01-01T00:00:00Z"}""", "invalid-event" },
        { "no time", """{"specversion":"1.0","id":"x","source":"/print-shops/bdr","type":"de.ausweisstatus.lost.v1","subject":"a1/b"}""", "invalid-event" },
        { "another version", """{"specversion":"0.3","id":"x","source":"/print-shops/bdr","type":"de.ausweisstatus.lost.v1","subject":"a1/b","time":"2026-01-01T00:00:00Z"}""", "invalid-event" },
        { "a time that is none", """{"specversion":"1.0","id":"x","source":"/print-shops/bdr","type":"de.ausweisstatus.lost.v1","subject":"a1/b","time":"yesterday"}""", "invalid-event" },
        { "an unknown fact", Event("eaten-by-dog", "x").ToJsonString(), "unknown-fact" },
        { "no subject of ours", Event("lost", "no authority/").ToJsonString(), "invalid-event" },
        { "an id too long", Event("lost", "x", id: new string('i', 129)).ToJsonString(), "invalid-event" },
        { "the future", Event("lost", "x", time: "2999-01-01T00:00:00Z").ToJsonString(), "time-in-future" },
        { "data that is no object", With("[1]"), "invalid-data" },
        { "a member of the wrong type", With("""{"to":7}"""), "invalid-data" },
        { "a required member missing", With("{}"), "invalid-data" },
        { "somebody else's source", Event("lost", "x", source: "/print-shops/other").ToJsonString(), "foreign-source" },
        { "a source that only begins like ours", Event("lost", "x", source: "/print-shops/bdr-other").ToJsonString(), "foreign-source" },
        { "a fact of an authority", Event("handed-over", "x").ToJsonString(), "fact-not-allowed" },
    };

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public async Task What_cannot_be_understood_or_said_is_refused_with_its_own_slug(string what, string body, string slug)
    {
        var response = await printShop.PostTextAsync(body, "application/cloudevents+json");

        (await response.SlugAsync()).ShouldBe(slug, what);
        ((int)response.StatusCode).ShouldBe(slug is "foreign-source" or "fact-not-allowed" ? 403 : 422, what);
    }

    [Fact]
    public async Task Another_authority_is_not_for_an_office_to_speak_about()
    {
        var response = await installation.As("office-berlin-mitte").PostEventAsync(Event("handed-over", "berlin-pankow/1", source: "/authorities/berlin-mitte"));

        (await response.SlugAsync()).ShouldBe("foreign-authority");
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_read() =>
        (await installation.Anonymous().PostEventAsync(Event("lost", "x"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/cloudevents+json; charset=utf-16")]
    public async Task Another_media_type_is_not_understood(string type) =>
        (await printShop.PostTextAsync(Event("lost", NewOrder()).ToJsonString(), type)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task An_event_too_large_is_refused()
    {
        var response = await printShop.PostTextAsync(With($$"""{"carrier":"{{new string('x', 70_000)}}"}"""), "application/cloudevents+json");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.SlugAsync()).ShouldBe("event-too-large");
    }

    [Fact]
    public async Task A_batch_of_more_than_a_thousand_is_refused()
    {
        var response = await printShop.PostTextAsync($"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]", "application/cloudevents-batch+json");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task An_event_that_is_too_deep_holds_back_no_other_of_its_batch()
    {
        var answer = await (await printShop.PostTextAsync(
            $"[{Event("lost", NewOrder()).ToJsonString()},{With(new string('[', 500) + new string(']', 500))}]", "application/cloudevents-batch+json")).JsonAsync();

        ((int)answer["accepted"]!, (int)answer["rejected"]!).ShouldBe((1, 1));
        ((string)answer["results"]![1]!["problem"]!["type"]!).ShouldEndWith("malformed-event");
    }

    private static string With(string data) =>
        $$"""{"specversion":"1.0","id":"{{Guid.NewGuid()}}","source":"/print-shops/bdr","type":"de.ausweisstatus.dispatched.v1","subject":"berlin-mitte/x","time":"2026-01-01T00:00:00Z","data":{{data}}}""";
}
