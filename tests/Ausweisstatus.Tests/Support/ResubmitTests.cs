using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;
using static Ausweisstatus.Tests.Support.RefusalRequests;

namespace Ausweisstatus.Tests.Support;

/// <summary>Refused facts that staff send again.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class ResubmitTests(StaffInstallation installation)
{
    private readonly HttpClient printShop = installation.As("print-shop");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_field_put_right_a_fact_is_recorded_as_its_sender_would_have_told_it_and_the_log_says_who_did()
    {
        var (document, order, _) = await installation.RegisterAsync();
        var wrong = Event("dispatched", order, new { to = "ofice", carrier = "DHL" });
        var refusal = await RefuseAsync(printShop, wrong);
        using var staff = await installation.AsStaffAsync("support", "told on the phone, ticket 4711");

        var sent = await ResubmitAsync(staff, refusal, new { pointer = "/data/to", value = "office" });

        sent.StatusCode.ShouldBe(HttpStatusCode.Created);
        ((string)(await sent.JsonAsync())["document"]!).ShouldBe($"{document}");
        var fact = (await FactsAsync(document))[^1]!;
        ((string)fact["type"]!, (string)fact["client"]!, (string)fact["source"]!).ShouldBe(("dispatched", "print-shop", PrintShop));
        var line = (await installation.AuditAsync(document)).Last(entry => (string)entry["what"]! == "resubmit");
        ((string)line["role"]!, (string)line["why"]!).ShouldBe(("support", "told on the phone, ticket 4711"));
        (await ListAsync(staff, "client=print-shop&limit=500"))["refusals"]!.AsArray().Select(one => (string)one!["id"]!).ShouldNotContain($"{refusal}");
        wrong["data"]!["to"] = "office";
        (await printShop.PostEventAsync(wrong)).StatusCode.ShouldBe(HttpStatusCode.OK, "the sender's own repetition is a duplicate");
        var again = await ResubmitAsync(staff, refusal);
        (again.StatusCode, (string)(await again.JsonAsync())["outcome"]!).ShouldBe((HttpStatusCode.OK, "duplicate"));
        (await installation.QueryAsync($"select content from ausweisstatus.refused_facts where id = '{refusal}'")).ShouldBe(DBNull.Value);
    }

    [Fact]
    public async Task Of_two_wrong_fields_the_other_is_told_when_one_is_right_and_the_sender_is_not_blamed_twice()
    {
        using var office = installation.As("office-berlin-mitte");
        var order = NewOrder();
        var refusal = await RefuseAsync(office, Event(
            "ready-for-pickup", order, new { location = "?", heldUntil = "soon" }, "/authorities/berlin-mitte"));
        var refused = await installation.QueryAsync("select sum(refused) from ausweisstatus.refusals_by_day where client = 'office-berlin-mitte'");
        using var staff = await installation.AsStaffAsync("support", "told on the phone");

        var first = await (await ResubmitAsync(staff, refusal, new { pointer = "/data/location", value = "mitte-rathaus-mitte" })).JsonAsync();

        ((string)first["outcome"]!).ShouldBe("rejected");
        first["problem"]!["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["data.heldUntil"]);
        (await installation.QueryAsync($"select times from ausweisstatus.refused_facts where id = '{refusal}'")).ShouldBe(1);
        (await installation.QueryAsync("select sum(refused) from ausweisstatus.refusals_by_day where client = 'office-berlin-mitte'")).ShouldBe(refused);
        // A field that is not needed can be left out.
        (await ResubmitAsync(staff, refusal, new { pointer = "/data/heldUntil", value = "" })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task As_it_was_sent_it_is_recorded_once_the_cause_was_mended()
    {
        var registry = new ClientRegistry(installation.Store, TimeProvider.System);
        using var client = await installation.AsNewAsync("shop-of-pankow", Role.Manufacturer, "berlin-pankow");
        var order = NewOrder();
        var refusal = await RefuseAsync(client, Of("shop-of-pankow", "production-started", new { }, $"berlin-mitte/{order}"));
        using var staff = await installation.AsStaffAsync("operator", "registered anew");
        ((string)(await (await ResubmitAsync(staff, refusal)).JsonAsync())["problem"]!["type"]!).ShouldEndWith(":foreign-authority");
        await registry.RemoveAsync("shop-of-pankow", null, Cancellation);
        using var again = await installation.AsNewAsync("shop-of-pankow", Role.Manufacturer);

        await Eventually.TrueAsync(async () => (await ResubmitAsync(staff, refusal)).StatusCode == HttpStatusCode.Created);

        var document = DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order));
        ((string)(await installation.AuditAsync(document))[^1]["role"]!).ShouldBe("operator");
    }

    [Theory]
    [InlineData("reference-reissued", """{"generation":"two"}""", "/data/generation", "2")]
    [InlineData("application-received", """{"kind":"pasport","dateOfBirth":"1990-05-17"}""", "/data/kind", "passport")]
    [InlineData("application-received", """{"kind":"passport","dateOfBirth":"17.05.1990"}""", "/data/dateOfBirth", "1990-05-17")]
    public async Task Any_member_can_be_put_right(string type, string data, string field, string value)
    {
        using var office = installation.As("office-berlin-mitte");
        var fact = Event(type, NewOrder(), source: "/authorities/berlin-mitte");
        fact.Remove("data");
        fact["data_base64"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(data));
        var refusal = await RefuseAsync(office, fact);
        using var staff = await installation.AsStaffAsync("support");

        (await ResubmitAsync(staff, refusal, new { pointer = field, value })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_twenty_who_put_it_right_in_different_ways_at_once_one_does()
    {
        var (document, order, _) = await installation.RegisterAsync();
        var refusal = await RefuseAsync(printShop, Event("dispatched", order, new { to = "office", carrier = "\u202e" }));
        using var staff = await installation.AsStaffAsync("support");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            ResubmitAsync(staff, refusal, new { pointer = "/data/carrier", value = $"carrier {number}" })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        // Who comes late meets what another left: it is done, is gone, or has the problem that its id is in use, of which no field can be put right.
        answers.ShouldAllBe(answer => (int)answer.StatusCode < 500);
        (await FactsAsync(document)).Count.ShouldBe(2);
        (await installation.QueryAsync($"select done_at is not null from ausweisstatus.refused_facts where id = '{refusal}'")).ShouldBe(true);
    }

    [Fact]
    public async Task Only_what_the_problem_names_can_be_changed_and_nothing_goes_to_another_authority()
    {
        var refusal = await RefuseAsync(printShop, Event("dispatched", NewOrder(), new { to = "moon" }));
        var elsewhere = await RefuseAsync(printShop, Event("lost", $"berlin-mitte/ {NewOrder()} "));
        using var staff = await installation.AsStaffAsync("support");

        foreach (var field in new[] { "/id", "/source", "/subject", "/data", "/data/carrier", "to", "" })
        {
            (await ResubmitAsync(staff, refusal, new { pointer = field, value = "office" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest, field);
        }

        (await ResubmitAsync(staff, elsewhere, new { pointer = "/subject", value = $"berlin-pankow/{NewOrder()}" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var foreign = await installation.AsStaffAsync("support-pankow");
        (await ResubmitAsync(foreign, refusal)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var silent = await installation.AsStaffAsync("support", reason: null);
        (await (await ResubmitAsync(silent, refusal)).SlugAsync()).ShouldBe("reason-required");
    }

    [Fact]
    public async Task What_was_not_kept_or_whose_sender_is_gone_is_not_sent_again()
    {
        var large = await RefuseAsync(printShop, Event("dispatched", NewOrder(), new { to = "moon", carrier = new string('x', 17_000) }));
        using var client = await installation.AsNewAsync("shop-that-leaves", Role.Manufacturer);
        var left = await RefuseAsync(client, Of("shop-that-leaves", "dispatched", new { to = "moon" }));
        await new ClientRegistry(installation.Store, TimeProvider.System).RemoveAsync("shop-that-leaves", null, Cancellation);
        using var staff = await installation.AsStaffAsync("support");

        (await (await ResubmitAsync(staff, large)).SlugAsync()).ShouldBe("refused-fact-not-kept");
        await Eventually.TrueAsync(async () =>
            ((string?)(await (await ResubmitAsync(staff, left, new { pointer = "/data/to", value = "" })).JsonAsync())["problem"]?["type"])?.EndsWith(":foreign-source", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task All_of_a_sender_with_one_problem_are_sent_again_in_one_request()
    {
        var registry = new ClientRegistry(installation.Store, TimeProvider.System);
        using var client = await installation.AsNewAsync("shop-of-groups", Role.Courier);
        await client.PostBatchAsync([.. Enumerable.Range(0, 30).Select(number => Of("shop-of-groups", "production-started", new { }, $"{(number < 20 ? "berlin-mitte" : "berlin-pankow")}/{NewOrder()}"))]);
        await registry.RemoveAsync("shop-of-groups", null, Cancellation);
        using var again = await installation.AsNewAsync("shop-of-groups", Role.Manufacturer);
        using var staff = await installation.AsStaffAsync("support", "registered anew");
        JsonNode answer = null!;

        await Eventually.TrueAsync(async () =>
        {
            var sent = await staff.PostAsJsonAsync("/api/v1/support/refusals/resubmit", new { client = "shop-of-groups", problem = "fact-not-allowed" }, Cancellation);
            answer = await sent.JsonAsync();
            return (int)answer["accepted"]! > 0;
        });

        ((int)answer["accepted"]!, (int)answer["rejected"]!, answer["results"]!.AsArray().Count, (string?)answer["next"]).ShouldBe((20, 0, 20, null));
        ((long)(await installation.QueryAsync("select count(*) from ausweisstatus.refused_facts where client = 'shop-of-groups' and done_at is null"))!).ShouldBe(10L, "those of the other authority");
        ((long)(await installation.QueryAsync($"select count(*) from ausweisstatus.staff_audit where what = 'resubmit' and document = '{answer["results"]![0]!["document"]}'"))!)
            .ShouldBeGreaterThan(0L);
    }

    /// <summary>Sends what is refused, and finds the refusal.</summary>
    private async Task<Guid> RefuseAsync(HttpClient client, JsonObject fact)
    {
        (await client.PostEventAsync(fact)).IsSuccessStatusCode.ShouldBeFalse();
        return (Guid)(await installation.QueryAsync($"select id from ausweisstatus.refused_facts where told ->> 'eventId' = '{fact["id"]}'"))!;
    }

    private static async Task<HttpResponseMessage> ResubmitAsync(HttpClient staff, Guid refusal, object? correction = null) =>
        await staff.PostAsync(
            new Uri($"/api/v1/support/refusals/{refusal}/resubmit", UriKind.Relative), correction is null ? null : JsonContent.Create(correction), Cancellation);

    private async Task<JsonArray> FactsAsync(Guid document)
    {
        using var staff = await installation.AsStaffAsync("hotline");
        return (await (await staff.GetAsync(new Uri($"/api/v1/support/documents/{document}/facts", UriKind.Relative), Cancellation)).JsonAsync())["facts"]!.AsArray();
    }
}
