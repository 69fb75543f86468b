using System.Text;
using System.Text.Json;
using Ausweisstatus.Access;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Locations;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>What is refused is kept, whatever it holds, and answered as refused.</summary>
[Collection(SharedInstallation.Name)]
public sealed class RefusedFactsTests(Installation installation)
{
    private static readonly Gen<char> AnyCharacter = Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['\0', '\u00ff'], Gen.Char['\ud800', '\udfff'], Gen.Char['\ufdd0', '\uffff']);

    private readonly HttpClient printShop = installation.As("print-shop");
    private readonly StoredRefusals refusals = new(installation.ConnectionString);

    /// <summary>As it stands in JSON.</summary>
    public static TheoryData<string, string> AnyText => new()
    {
        { "a NUL", "a\\u0000b" },
        { "controls", "\\u0001\\u001f\\u007f\\u0085" },
        { "half a character", "\\ud800" },
        { "halves in the wrong order", "\\udc00\\ud800" },
        { "noncharacters", "\\ufffe\\uffff\\ufdd0\\ud83f\\udffe" },
        { "64 KiB of one letter", new string('x', 64_000) },
        { "64 KiB of one letter of two bytes", new string('ä', 32_000) },
        { "pairs that would be cut", "x" + string.Concat(Enumerable.Repeat("😀", 8_000)) },
        { "pairs that would be cut, escaped", string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 4_000)) },
        { "lines that turn around", "\\u202e\\u2066\\u200b" },
    };

    [Theory]
    [MemberData(nameof(AnyText))]
    public async Task Any_text_in_any_attribute_is_refused_and_kept(string what, string text)
    {
        foreach (var attribute in new[] { "id", "source", "type", "subject", "time", "datacontenttype", "specversion" })
        {
            var members = new Dictionary<string, string>
            {
                ["specversion"] = "1.0",
                ["id"] = Guid.NewGuid().ToString(),
                ["source"] = PrintShop,
                ["type"] = "de.ausweisstatus.dispatched.v1",
                ["subject"] = "berlin-mitte/x",
                ["time"] = "2026-01-01T00:00:00Z",
                [attribute] = text,
            };
            var written = $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":\"{member.Value}\""))}}}";

            ((int)(await printShop.PostTextAsync(written, "application/cloudevents+json")).StatusCode).ShouldBeInRange(400, 422, $"{what} in {attribute}");
            var results = await (await printShop.PostTextAsync($"[{written}]", "application/cloudevents-batch+json")).JsonAsync();
            ((int)results["rejected"]!).ShouldBe(1, $"{what} in {attribute}");
        }
    }

    [Theory]
    [MemberData(nameof(AnyText))]
    public async Task Any_text_in_the_data_is_refused_and_kept(string what, string text)
    {
        foreach (var member in new[] { "to", "carrier", "trackingNumber", "anything" })
        {
            var written = $$"""{"specversion":"1.0","id":"{{Guid.NewGuid()}}","source":"/print-shops/bdr","type":"de.ausweisstatus.dispatched.v1","subject":"berlin-mitte/x","time":"2026-01-01T00:00:00Z","data":{"more":"{{text}}","{{member}}":"{{text}}"} }""";
            ((int)(await printShop.PostTextAsync(written, "application/cloudevents+json")).StatusCode).ShouldBeInRange(400, 422, $"{what} in {member}");
        }
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%ff%fe")]
    [InlineData("%ef%bf%bf")]
    [InlineData("%07")]
    public async Task Any_text_in_a_header_is_refused_and_kept(string text)
    {
        foreach (var header in new[] { "id", "source", "type", "subject", "time", "specversion" })
        {
            var values = new Dictionary<string, string>
            {
                ["specversion"] = "1.0",
                ["id"] = "1",
                ["source"] = PrintShop,
                ["type"] = "de.ausweisstatus.lost.v1",
                ["subject"] = "berlin-mitte/x",
                ["time"] = "2026-01-01T00:00:00Z",
                [header] = "/print-shops/bdr/" + text,
            };
            var (status, body) = await RawConnection.PostAsync(
                installation.Address, printShop, "{}", ["Content-Type: application/json", .. values.Select(value => $"ce-{value.Key}: {value.Value}")]);
            status.ShouldBeInRange(400, 422, header + body);
        }
    }

    [Fact]
    public async Task Of_what_could_be_read_staff_see_as_much_as_can_be_stored()
    {
        var id = Guid.NewGuid().ToString();
        await printShop.PostTextAsync(
            $$"""{"specversion":"1.0","id":"{{id}}","source":"/print-shops/bdr","type":"{{new string('t', 255)}}😀","subject":"a\ufffeb"}""", "application/cloudevents+json");

        var (kept, told) = await refusals.OneAsync("eventId", id);
        (kept, told.Subject, told.Type).ShouldBe(("invalid-event", "a\ufffdb", new string('t', 255)));
        told.Errors!.Keys.ShouldBe(["subject", "time"], ignoreOrder: true);
    }

    [Fact]
    public void Any_text_becomes_text_that_can_be_stored() => Gen.String[AnyCharacter, 0, 600].Sample(text =>
    {
        var kept = StorableText.Of(text, 256);

        kept.Length.ShouldBeLessThanOrEqualTo(256);
        kept.ShouldNotContain('\0');
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept)).ShouldBe(kept, "or it holds half a character");
        StorableText.Of(kept, 256).ShouldBe(kept);
    });

    [Fact]
    public async Task What_is_malformed_by_one_character_is_kept_with_that_character_replaced()
    {
        var order = NewOrder();
        await printShop.PostTextAsync(
            $$"""{"specversion":"1.0","id":"a\u0000b","source":"/print-shops/bdr","type":"de.ausweisstatus.lost.v1","subject":"berlin-mitte/{{order}}","time":"2026-01-01T00:00:00Z"}""",
            "application/cloudevents+json");

        var (kept, told) = await refusals.OneAsync("subject", $"berlin-mitte/{order}");
        (kept, told.EventId).ShouldBe(("malformed-event", "a\ufffdb"));
    }

    [Fact]
    public async Task A_fault_of_ours_about_one_event_is_the_result_of_that_event()
    {
        var validator = new FactValidator(installation.Services.GetRequiredService<FactDataReader>(), new ClockThatFailsOnce());
        var record = new RecordFacts(
            validator,
            installation.Services.GetRequiredService<AuthorityDirectory>(),
            installation.Services.GetRequiredService<GroupCommit>(),
            installation.Services.GetRequiredService<KeepRefused>(),
            installation.Services.GetRequiredService<RepeatedFacts>(),
            NullLogger<RecordFacts>.Instance);
        var order = NewOrder();
        var events = Enumerable.Range(0, 3).Select(_ => EventReader.Structured(JsonSerializer.SerializeToUtf8Bytes(Event("order-confirmed", order)))).ToList();

        var results = await record.RecordAsync(events, CallerOf("print-shop"), CancellationToken.None);

        results.Select(result => result.Outcome).ShouldBe(["accepted", "rejected", "accepted"]);
        results[1].Problem!.Slug.ShouldBe("unexpected");
    }

    private static Caller CallerOf(string client) => Caller.From(CallerClaims.Of(
        new Client { Id = client, Role = Role.Manufacturer, AllAuthorities = true, Source = PrintShop }, "test"))!;

    private sealed class ClockThatFailsOnce : TimeProvider
    {
        private int asked;

        public override DateTimeOffset GetUtcNow() => ++asked == 2 ? throw new InvalidOperationException("no message for the log") : base.GetUtcNow();
    }
}
