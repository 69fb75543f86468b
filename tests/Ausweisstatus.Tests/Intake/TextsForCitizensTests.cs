using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>What a sender tells and a citizen reads.</summary>
[Collection(SharedInstallation.Name)]
public sealed class TextsForCitizensTests(Installation installation)
{
    private readonly HttpClient courier = installation.As("courier");

    public static TheoryData<string, string> Texts => new()
    {
        { "dispatched", "carrier" },
        { "dispatched", "trackingNumber" },
        { "delivery-missed", "branch" },
        { "sent-again", "carrier" },
        { "sent-again", "trackingNumber" },
    };

    [Theory, MemberData(nameof(Texts))]
    public async Task What_nobody_could_read_is_refused(string fact, string member)
    {
        // Escaped by the serializer, as by many a library: the JSON itself looks harmless.
        foreach (var text in new[] { "\u200b", " \u2060\ufeff ", "\u2800", "\u3164", "DHL\u202egpj.exe", "\u2066DHL\u2069", "DHL\ue000" })
        {
            var response = await courier.PostEventAsync(Event(fact, NewOrder(), Data(member, text), "/couriers/dhl"));

            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, Uri.EscapeDataString(text));
            (await response.SlugAsync()).ShouldBe("invalid-data");
            (await response.JsonAsync())["errors"]!.AsObject().Select(error => error.Key).ShouldBe([$"data.{member}"]);
        }
    }

    [Theory, MemberData(nameof(Texts))]
    public async Task What_people_write_in_any_script_is_taken(string fact, string member)
    {
        foreach (var text in new[] { "DHL", "Späti „Eck“, Müllerstr. 5", "مكتب البريد \u200f5", "郵便局", "\U0001F4E6" })
        {
            (await courier.PostEventAsync(Event(fact, NewOrder(), Data(member, text), "/couriers/dhl"))).StatusCode.ShouldBe(HttpStatusCode.Created, text);
        }
    }

    [Fact]
    public void A_document_that_was_stored_with_such_a_text_can_still_be_read()
    {
        var stored = """
            ["berlin-mitte","B-1",["00000000-0000-0000-0000-000000000001","dispatched",
                {"occurredAt":"2026-01-08T08:00:00Z","to":"holder","carrier":"\u202eLHD","trackingNumber":"\u200b"}]]
            """;

        var document = JsonSerializer.Deserialize<Document>(stored, FactJson.Options)!;

        document.Status.Carrier!.Value.IsReadable.ShouldBeFalse();
        JsonSerializer.Deserialize<Document>(JsonSerializer.Serialize(document, FactJson.Options), FactJson.Options).ShouldBe(document);
    }

    private static JsonObject Data(string member, string text) => new() { ["to"] = "holder", ["reason"] = "returned", [member] = text };
}
