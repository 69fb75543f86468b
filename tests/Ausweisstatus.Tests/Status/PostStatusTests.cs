using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Locations;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

[Collection(SharedInstallation.Name)]
public sealed class PostStatusTests(Installation installation)
{
    private const string OfficeSource = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient citizen = installation.Anonymous();

    [Fact]
    public async Task A_ready_document_is_answered_with_every_field_of_the_contract()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await office.SayAsync(OfficeSource, order, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer", heldUntil = "2027-02-28" });
        await SampleAuthorities.EnsureAsync(installation.Store, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await citizen.AnswerAsync(reference))["pickup"]!["address"] is not null, TimeSpan.FromSeconds(10));

        using var response = await citizen.AskAsync(reference.ToLowerInvariant().Replace('-', ' '), language: "en-GB, de;q=0.5");

        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.Vary.ShouldContain("Accept-Language");
        response.Content.Headers.ContentLanguage.ShouldBe(["en"]);
        var answer = await response.JsonAsync();
        // A token; what it is good for is told in WatchTests.
        ((string)answer["watch"]!).Length.ShouldBe(72);
        // What this one is good for is told in GuessingTests.
        ((string)answer["device"]!).Length.ShouldBe(40);
        answer.AsObject().Remove("watch");
        answer.AsObject().Remove("device");
        var opening = answer["pickup"]!["opening"].ShouldNotBeNull().AsObject();
        answer["pickup"]!.AsObject().Remove("opening");
        opening.Select(member => member.Key).ShouldBe(["open", "changes", "text"]);
        var advice = answer["advice"]!.AsArray();
        answer.AsObject().Remove("advice");
        advice.Select(one => (string)one!["code"]!).ShouldBe(["proxy", "child", "old-lost", "online-id"]);
        JsonNode.DeepEquals(answer, JsonNode.Parse("""
            {
              "kind": "identity-card",
              "kindName": "Identity card",
              "stage": "ready-for-pickup",
              "since": "2026-11-10T08:00:00Z",
              "headline": "Your identity card is ready for collection.",
              "nextStep": { "code": "collect", "text": "Please collect the document at your office by 28 February 2027." },
              "expected": null,
              "lastHeard": "2026-11-10T08:00:00Z",
              "overdue": false,
              "pickup": {
                "location": "Bürgeramt Osloer Straße",
                "address": "Osloer Straße 36, 13359 Berlin",
                "hours": "Mon 07:30–15:00; Tue 07:30–15:00; Wed 07:00–14:30; Thu 10:00–18:00; Fri 07:00–14:30",
                "bring": [
                  "Your previous identity card or your passport, even if it has expired",
                  "If somebody else collects the document for you: a written authorisation from you and that person’s identity document"
                ],
                "until": "2027-02-28",
                "appointments": null
              },
              "shipment": null,
              "history": [
                { "stage": "received", "at": "2026-10-20T07:12:00Z", "text": "The office received your application." },
                { "stage": "ready-for-pickup", "at": "2026-11-10T08:00:00Z", "text": "The office made the document ready for collection." }
              ],
              "language": "en"
            }
            """)).ShouldBeTrue(answer.ToJsonString());
    }

    [Theory]
    [InlineData("\u200b{0}\u2060", "zero-width characters")]
    [InlineData("„{0}“.", "quotation marks")]
    [InlineData("\u202d{0}\u202c", "direction of text")]
    [InlineData("{1}", "full-width characters")]
    [InlineData("{2}", "a small letter, a slash, a dot and an underscore")]
    public async Task A_pasted_code_is_understood(string pattern, string with)
    {
        var reference = await office.ApplyAsync(NewOrder());
        var wide = string.Concat(reference.Select(symbol => (char)(symbol + 0xFEE0)));
        var joined = $"{reference[..5]}/{reference[6..11]}.{reference[12..]}_".ToLowerInvariant();

        (await citizen.AskAsync(string.Format(null, pattern, reference, wide, joined))).IsSuccessStatusCode.ShouldBeTrue(with);
    }

    [Fact]
    public async Task German_is_spoken_to_whoever_asks_in_no_language_of_ours()
    {
        var reference = await office.ApplyAsync(NewOrder(), "passport");

        (await citizen.AnswerAsync(reference, "ja"))["headline"]!.GetValue<string>().ShouldBe("Ihr Reisepass ist beantragt.");
        using var asked = await citizen.AskAsync(reference, path: "/api/v1/status?lang=en");
        (await asked.JsonAsync())["headline"]!.GetValue<string>().ShouldBe("Your passport has been applied for.");
    }

    [Fact]
    public async Task A_fact_is_seen_at_once()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        (await citizen.AnswerAsync(reference))["stage"]!.GetValue<string>().ShouldBe("received");

        await office.SayAsync(OfficeSource, order, "order-sent", "2026-10-21T08:00:00Z");

        (await citizen.AnswerAsync(reference))["stage"]!.GetValue<string>().ShouldBe("ordered");
    }

    [Fact]
    public async Task An_old_order_is_overdue()
    {
        var reference = await office.ApplyAsync(NewOrder(), appliedAt: "2025-01-02T09:00:00Z");

        var answer = await citizen.AnswerAsync(reference);

        answer["overdue"]!.GetValue<bool>().ShouldBeTrue();
        answer["nextStep"]!["text"]!.GetValue<string>().ShouldContain("länger als üblich");
    }

    [Fact]
    public async Task A_typo_is_told_before_anything_is_looked_up()
    {
        var reference = await office.ApplyAsync(NewOrder());
        var typo = (reference[0] == '2' ? '3' : '2') + reference[1..];

        using var response = await citizen.AskAsync(typo);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.SlugAsync()).ShouldBe("reference-typo");
        (await response.JsonAsync())["errors"]!["reference"]!.AsArray().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(null, null, "reference,dateOfBirth")]
    [InlineData(" ", "1990-05-17", "reference")]
    [InlineData("valid", "", "dateOfBirth")]
    [InlineData("valid", "17.05.1990", "dateOfBirth")]
    [InlineData("valid", "1990-02-30", "dateOfBirth")]
    [InlineData("valid", "1990-05-17\0", "dateOfBirth")]
    public async Task What_is_missing_is_told_by_field(string? reference, string? dateOfBirth, string fields)
    {
        using var response = await citizen.AskAsync(reference == "valid" ? Citizens.UnknownReference() : reference, dateOfBirth);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.SlugAsync()).ShouldBe("invalid-request");
        (await response.JsonAsync())["errors"]!.AsObject().Select(error => error.Key).ShouldBe(fields.Split(','), ignoreOrder: true);
    }

    [Theory]
    [InlineData("", "malformed-request")]
    [InlineData("null", "malformed-request")]
    [InlineData("[]", "malformed-request")]
    [InlineData("{\"reference\":", "malformed-request")]
    [InlineData("{\"reference\":5}", "malformed-request")]
    [InlineData("{\"reference\":\"a\",\"reference\":\"b\"}", "malformed-request")]
    [InlineData("{\"reference\":\"\\ud800\"}", "malformed-request")]
    [InlineData("{\"\\ud800\":1,\"\\ud800\":1}", "malformed-request")]
    [InlineData("{\"reference\":\"\\u0000\",\"dateOfBirth\":\"1990-05-17\"}", "reference-typo")]
    [InlineData("{\"other\":1e999999,\"deep\":[[[[[[]]]]]]}", "invalid-request")]
    public async Task Hostile_bodies_are_a_problem_and_no_fault(string body, string slug)
    {
        using var response = await citizen.PostBytesAsync(System.Text.Encoding.UTF8.GetBytes(body), "application/json", "/api/v1/status");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.SlugAsync()).ShouldBe(slug);
    }

    [Fact]
    public async Task Bodies_that_are_no_text_too_deep_too_long_or_no_JSON_are_refused()
    {
        (await StatusOf([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusOf([.. Enumerable.Repeat((byte)'[', 5000)])).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusOf([.. Enumerable.Repeat((byte)' ', 9000)])).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await StatusOf("{}"u8.ToArray(), "text/plain")).ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task<HttpStatusCode> StatusOf(byte[] body, string type = "application/json")
    {
        using var response = await citizen.PostBytesAsync(body, type, "/api/v1/status");
        await response.SlugAsync();
        return response.StatusCode;
    }
}
