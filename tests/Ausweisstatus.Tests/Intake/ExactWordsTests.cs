using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>The words of a vocabulary are these words and no others, and times are times, wherever they are read.</summary>
[Collection(SharedInstallation.Name)]
public sealed class ExactWordsTests(Installation installation)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Theory]
    [InlineData("rejected, superseded")]
    [InlineData("rejected,superseded")]
    [InlineData("withdrawn, withdrawn")]
    [InlineData("Rejected")]
    [InlineData("REJECTED")]
    [InlineData(" rejected")]
    [InlineData("rejected ")]
    [InlineData("1")]
    [InlineData("+1")]
    [InlineData("")]
    public async Task What_is_no_word_is_invalid_data(string reason)
    {
        var response = await office.PostEventAsync(Event("cancelled", NewOrder(), new { reason }, "/authorities/berlin-mitte"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.JsonAsync())["errors"]!["data.reason"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_number_is_no_word() =>
        (await office.PostEventAsync(Event("cancelled", NewOrder(), new { reason = 1 }, "/authorities/berlin-mitte"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Theory]
    [InlineData("\"wrong-document\"", true)]
    [InlineData("\"wrong\\u002ddocument\"", true)]
    [InlineData("\"wrong-document, wrong-data\"", false)]
    [InlineData("\"WrongDocument\"", false)]
    [InlineData("\"wrong-Document\"", false)]
    [InlineData("\"1\"", false)]
    [InlineData("1", false)]
    [InlineData("null", false)]
    public void Stored_words_are_read_as_exactly(string json, bool isWord)
    {
        Func<RetractionReason> read = () => JsonSerializer.Deserialize<RetractionReason>(json, FactJson.Options);
        if (isWord)
        {
            read().ShouldBe(RetractionReason.WrongDocument);
        }
        else
        {
            Should.Throw<JsonException>(() => read());
        }
    }

    [Fact]
    public void Every_word_is_read_back()
    {
        foreach (var type in FactType.All.SelectMany(type => type.Record.GetProperties()).Select(property => property.PropertyType).Where(type => type.IsEnum).Append(typeof(Role)))
        {
            foreach (var value in Enum.GetValues(type))
            {
                var json = JsonSerializer.Serialize(value, type, FactJson.Options);
                json.ShouldBe($"\"{JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!)}\"");
                JsonSerializer.Deserialize(json, type, FactJson.Options).ShouldBe(value);
            }
        }
    }

    [Fact]
    public async Task A_line_with_a_sum_of_words_holds_nothing_up()
    {
        var order = NewOrder();
        JsonObject Sent(int n) => Event("order-sent", order, source: "/authorities/berlin-mitte", time: $"2026-05-0{n}T08:00:00Z");
        var bad = Event("fact-retracted", order, new { id = "x", reason = "wrong-document, wrong-data" }, "/authorities/berlin-mitte");

        var stream = await office.PostTextAsync($"{Sent(1).ToJsonString()}\n{bad.ToJsonString()}\n{Sent(2).ToJsonString()}", "application/x-ndjson");
        var batch = await (await office.PostBatchAsync(Sent(3), bad, Sent(4))).JsonAsync();

        (await stream.Content.ReadAsStringAsync()).Split('\n')[^2].ShouldBe("""{"accepted":2,"duplicates":0,"rejected":1}""");
        ((int)batch["accepted"]!, (int)batch["rejected"]!).ShouldBe((2, 1));
    }

    [Theory]
    [InlineData("2026-05-04T09:12:00")]
    [InlineData("2026-05-04")]
    [InlineData("2026-05-04T09:12:07.Z")]
    [InlineData("2026-05-04T09:12Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    public async Task What_is_no_time_is_refused_on_every_road(string time)
    {
        var structured = await office.PostEventAsync(Event("order-sent", NewOrder(), source: "/authorities/berlin-mitte", time: time));
        var withExtension = Event("order-sent", NewOrder(), source: "/authorities/berlin-mitte", time: time);
        withExtension["traceparent"] = "00-x";
        var registration = await RegisterAsync(time);
        var (binary, body) = await RawConnection.PostAsync(
            installation.Address, office, "", "ce-specversion: 1.0", $"ce-id: {Guid.NewGuid()}", "ce-source: /authorities/berlin-mitte",
            "ce-type: de.ausweisstatus.order-sent.v1", "ce-subject: berlin-mitte/1", $"ce-time: {time}");

        (await structured.JsonAsync())["errors"]!["time"].ShouldNotBeNull();
        (await (await office.PostEventAsync(withExtension)).JsonAsync())["errors"]!["time"].ShouldNotBeNull();
        (await registration.JsonAsync())["errors"]!["appliedAt"].ShouldNotBeNull();
        (binary, JsonNode.Parse(body)!["errors"]!["time"] is null).ShouldBe((422, false));
    }

    [Theory]
    [InlineData("2026-05-04t09:12:00z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2026-05-04T09:12:00.123456789123456789-00:00")]
    [InlineData("2026-05-04T09:12:00+14:30")]
    public async Task An_unusual_time_is_a_time_on_every_road(string time)
    {
        (await office.PostEventAsync(Event("order-sent", NewOrder(), source: "/authorities/berlin-mitte", time: time))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await RegisterAsync(time)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("2026-11-31")]
    [InlineData("2026-11-30T00:00:00Z")]
    [InlineData("2026-1-1")]
    [InlineData("30.11.2026")]
    [InlineData(" 2026-11-30")]
    public async Task A_day_is_a_day(string heldUntil)
    {
        var response = await office.PostEventAsync(
            Event("ready-for-pickup", NewOrder(), new { location = "mitte-rathaus-mitte", heldUntil }, "/authorities/berlin-mitte"));

        (await response.JsonAsync())["errors"]!["data.heldUntil"].ShouldNotBeNull();
    }

    private Task<HttpResponseMessage> RegisterAsync(string appliedAt) => office.PostBytesAsync(
        System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["authority"] = "berlin-mitte",
            ["order"] = NewOrder(),
            ["kind"] = "passport",
            ["dateOfBirth"] = "1990-05-17",
            ["appliedAt"] = appliedAt,
        }.ToJsonString()),
        "application/json",
        "/api/v1/documents");
}
