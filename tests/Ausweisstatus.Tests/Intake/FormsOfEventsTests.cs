using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>Which form an event has follows from the content type alone, and media types are read as media types.</summary>
[Collection(SharedInstallation.Name)]
public sealed class FormsOfEventsTests(Installation installation)
{
    private readonly HttpClient printShop = installation.As("print-shop");

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("Application/CloudEvents+JSON")]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("application/cloudevents+json;charset=\"UTF-8\"")]
    [InlineData("application/cloudevents+json; profile=\"a;b\"; charset=Utf-8; x=y")]
    [InlineData("application/cloudevents+json;")]
    public async Task A_media_type_is_understood_however_it_is_written(string type)
    {
        var (status, body) = await PostAsync(Event("order-confirmed", NewOrder()).ToJsonString(), $"Content-Type: {type}");
        status.ShouldBe(201, body);
    }

    [Theory]
    [InlineData("Content-Type: application/cloudevents+json; charset=utf-16")]
    [InlineData("Content-Type: application/cloudevents+json; charset=utf-8; charset=iso-8859-1")]
    [InlineData("Content-Type: application/cloudevents+xml")]
    [InlineData("Content-Type: application/cloudevents")]
    [InlineData("Content-Type: application/cloudevents+json, text/plain")]
    [InlineData("Content-Type: application/cloudevents+json\r\nContent-Type: application/x-ndjson")]
    [InlineData("Content-Type: application/cloudevents+json\r\nContent-Encoding: gzip")]
    [InlineData("Content-Type: application/cloudevents+json\r\nContent-Encoding: identity, br")]
    [InlineData("Content-Type: application/x-www-form-urlencoded")]
    [InlineData("Content-Type: nonsense")]
    [InlineData("X-Nothing: 1")]
    public async Task What_is_not_understood_is_415(string headers)
    {
        var (status, body) = await PostAsync(Event("order-confirmed", NewOrder()).ToJsonString(), headers);
        status.ShouldBe(415, body);
        body.ShouldContain("unsupported-media-type");
    }

    [Theory]
    [InlineData("/api/v1/status", "application/json; charset=\"UTF-8\"\r\nContent-Encoding: identity", 400)]
    [InlineData("/api/v1/status", "application/json; charset=utf-16", 415)]
    [InlineData("/api/v1/status", "application/json\r\nContent-Encoding: gzip", 415)]
    [InlineData("/api/v1/documents", "application/JSON;charset=\"utf-8\"", 400)]
    [InlineData("/api/v1/documents", "application/json; charset=utf-16", 415)]
    [InlineData("/api/v1/documents", "application/json\r\nContent-Encoding: deflate", 415)]
    public async Task It_is_judged_alike_for_questions_and_registrations(string path, string type, int expected)
    {
        var body = """{"reference":"7K2QM-3XPT9-WZC4H","dateOfBirth":"1990-05-17"}""";
        using var http = await RawConnection.OpenAsync(
            installation.Address,
            "POST " + path,
            $"Authorization: {installation.As("office-berlin-mitte").DefaultRequestHeaders.Authorization}",
            $"Content-Length: {body.Length}",
            $"Content-Type: {type}");
        await http.SendAsync(body);

        (await http.ReadStatusAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task An_encoding_that_changes_nothing_is_none()
    {
        var (status, body) = await PostAsync(
            Event("order-confirmed", NewOrder()).ToJsonString(), "Content-Type: application/cloudevents+json", "Content-Encoding: Identity");
        status.ShouldBe(201, body);
    }

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents-batch+json")]
    [InlineData("application/x-ndjson")]
    public async Task Beside_another_form_ce_headers_are_ignored(string type)
    {
        var (order, id) = (NewOrder(), Guid.NewGuid().ToString());
        var written = Event("order-confirmed", order, id: id).ToJsonString();

        var (status, body) = await PostAsync(
            type.Contains("batch", StringComparison.Ordinal) ? $"[{written}]" : written,
            [$"Content-Type: {type}", .. Binary("other-" + id, NewOrder()), "ce-id: again"]);

        status.ShouldBe(type.EndsWith("events+json", StringComparison.Ordinal) ? 201 : 200, body);
        body.ShouldContain($"\"id\":\"{id}\"");
        body.ShouldContain(DocumentOf(order));
    }

    [Theory]
    [InlineData("Content-Type: application/json")]
    [InlineData("Content-Type: application/JSON; charset=\"UTF-8\"")]
    [InlineData("Content-Type: application/vnd.print-shop+json")]
    [InlineData("Content-Type: text/json")]
    [InlineData("X-No-Content-Type: 1")]
    public async Task With_another_JSON_type_or_none_the_headers_are_the_event(string type)
    {
        var order = NewOrder();
        var (status, body) = await PostAsync("""{"to":"office"}""", [type, .. Binary(Guid.NewGuid().ToString(), order, "dispatched"), "ce-traceparent: 00-x", "ce-no_attribute: 1", "ce-no_attribute: 2", "ce-: 3"]);
        status.ShouldBe(201, body);
        body.ShouldContain(DocumentOf(order));
    }

    [Fact]
    public async Task Without_data_no_body_is_needed()
    {
        var (status, body) = await PostAsync("", Binary(Guid.NewGuid().ToString(), NewOrder()));
        status.ShouldBe(201, body);
    }

    [Theory]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("Content-Type: application/json; charset=utf-16")]
    [InlineData("Content-Type: application/cloudevents+xml")]
    public async Task Data_of_another_type_is_415(string type)
    {
        var (status, body) = await PostAsync("{}", [type, .. Binary(Guid.NewGuid().ToString(), NewOrder())]);
        status.ShouldBe(415, body);
    }

    [Theory]
    [InlineData("ce-subject: berlin-mitte/B-2")]
    [InlineData("CE-ID: 2")]
    [InlineData("ce-source: /print-shops/bdr")]
    [InlineData("ce-specversion: 1.0")]
    [InlineData("ce-time: 2026-10-21T16:02:11Z")]
    [InlineData("ce-partitionkey: 1\r\nce-partitionkey: 2")]
    public async Task A_header_that_is_repeated_is_refused(string again)
    {
        var (status, body) = await PostAsync("{}", ["Content-Type: application/json", .. Binary(Guid.NewGuid().ToString(), NewOrder()), again]);
        status.ShouldBe(422, body);
        body.ShouldContain("is sent more than once");
    }

    [Theory]
    [InlineData("a%20b%C3%A4%e2%82%ac", "a bä€")]
    [InlineData("50%", "50%")]
    [InlineData("%zz%2", "%zz%2")]
    [InlineData("%2500", "%00")]
    [InlineData("\"quoted \\\"b\\\"\"", "quoted \"b\"")]
    public async Task Values_of_headers_are_decoded_once(string written, string meant)
    {
        var unique = $"-{Guid.NewGuid():n}";
        var id = written.StartsWith('"') ? $"{written[..^1]}{unique}\"" : written + unique;
        var (status, body) = await PostAsync("{}", ["Content-Type: application/json", .. Binary(id, NewOrder())]);
        status.ShouldBe(201, body);
        ((string)JsonNode.Parse(body)!["id"]!).ShouldBe(meant + unique);
    }

    [Theory]
    [InlineData("%00", 400)]
    [InlineData("%ff", 400)]
    [InlineData("%ed%a0%80", 400)]
    [InlineData("%0a", 422)]
    [InlineData("%ef%bf%be", 422)]
    public async Task What_no_attribute_may_hold_is_refused_in_headers_too(string id, int expected)
    {
        var (status, body) = await PostAsync("{}", ["Content-Type: application/json", .. Binary("x" + id, NewOrder())]);
        status.ShouldBe(expected, body);
    }

    [Fact]
    public async Task A_part_of_the_headers_is_told_what_is_missing()
    {
        var (status, body) = await PostAsync("{}", "Content-Type: application/json", "ce-id: 1", "ce-type: de.ausweisstatus.lost.v1");
        status.ShouldBe(422, body);
        JsonNode.Parse(body)!["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["specversion", "source", "time"]);
    }

    [Theory]
    [InlineData("application/cloudevents+json", HttpStatusCode.Created)]
    [InlineData("application/cloudevents-batch+json", HttpStatusCode.OK)]
    [InlineData("application/x-ndjson", HttpStatusCode.OK)]
    public async Task A_byte_order_mark_is_no_part_of_the_text(string type, HttpStatusCode expected)
    {
        var written = Event("order-confirmed", NewOrder()).ToJsonString();
        var text = type.Contains("batch", StringComparison.Ordinal) ? $"[{written}]" : written;

        var response = await printShop.PostBytesAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], type);

        response.StatusCode.ShouldBe(expected);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"outcome\":\"accepted\"");
    }

    [Fact]
    public async Task A_carriage_return_does_not_count()
    {
        var longest = Event("order-confirmed", NewOrder()).ToJsonString();
        longest = longest[..^1] + $",\"note\":\"{new string('x', (64 * 1024) - longest.Length - 10)}\"}}";
        longest.Length.ShouldBe(64 * 1024);

        var response = await printShop.PostTextAsync($"{longest}\r\n\r\n{longest}x\r\n", "application/x-ndjson");

        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        lines[0].ShouldContain("\"accepted\"");
        lines[1].ShouldContain("event-too-large");
        lines[2].ShouldContain("\"rejected\":1");
    }

    [Fact]
    public async Task Data_in_Base64_is_read()
    {
        var written = Event("dispatched", NewOrder());
        written.Remove("data");
        written["data_base64"] = Convert.ToBase64String("""{"to":"holder"}"""u8);

        (await printShop.PostEventAsync(written)).StatusCode.ShouldBe(HttpStatusCode.Created);

        written.Remove("data_base64");
        written["data"] = new JsonObject { ["to"] = "holder" };
        (await printShop.PostEventAsync(written)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string DocumentOf(string order) =>
        Domain.DocumentId.Of(Domain.AuthorityId.Parse("berlin-mitte"), Domain.OrderNumber.Parse(order)).ToString();

    private static string[] Binary(string id, string order, string fact = "order-confirmed") =>
    [
        "ce-specversion: 1.0", $"ce-id: {id}", $"ce-source: {PrintShop}", $"ce-type: de.ausweisstatus.{fact}.v1",
        $"ce-subject: berlin-mitte/{order}", "ce-time: 2026-10-21T16:02:11Z",
    ];

    private Task<(int Status, string Body)> PostAsync(string body, params string[] headers) => RawConnection.PostAsync(installation.Address, printShop, body, headers);
}
