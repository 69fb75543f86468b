using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Staff have one document folded again, after they saw what differs.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class ReplayDocumentTests(StaffInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("set stage = 'handed-over', run = 9", "stage,run")]
    [InlineData("set lookup = null", "code")]
    [InlineData("set mt_version = mt_version + 3", "version")]
    [InlineData("set data = '[\"berlin-mitte\", \"B-9\"]'", "facts")]
    [InlineData("set data = '\"rubbish\"', since = null, anomalies = '{not-registered}'", "facts,since,anomalies")]
    [InlineData(null, "document")]
    public async Task What_is_damaged_is_shown_first_and_then_repaired(string? damage, string differs)
    {
        var (id, order, reference) = await installation.RegisterAsync();
        var whole = await RowAsync(id);
        var where = $"from ausweisstatus.mt_doc_document where id = '{id}'";
        await installation.QueryAsync(damage is null ? $"delete {where}" : $"update ausweisstatus.mt_doc_document {damage} where id = '{id}'");
        var damaged = await RowAsync(id);
        using var support = await installation.AsStaffAsync("support", "it reads strangely");

        var preview = await ReplayAsync(support, id, "?preview=true");

        Differs(preview).ShouldBe((true, differs));
        (await RowAsync(id)).ShouldBe(damaged, "a preview writes nothing");
        (preview["before"] is null).ShouldBe(damage is null);
        ((string)preview["after"]!["stage"]!, (string)preview["after"]!["order"]!, (int)preview["after"]!["facts"]!).ShouldBe(("received", order, 1));

        var answer = await ReplayAsync(support, id);

        answer.ToJsonString().ShouldBe(preview.ToJsonString());
        (await RowAsync(id)).ShouldBe(whole);
        using var citizen = installation.Anonymous();
        ((string)(await citizen.AnswerAsync(reference))["stage"]!).ShouldBe("received");
        Differs(await ReplayAsync(support, id)).ShouldBe((false, ""));
        (await installation.AuditAsync(id)).Select(entry => (string)entry["what"]!).ShouldBe(["read", "replay", "replay"]);
    }

    [Fact]
    public async Task What_is_right_is_not_touched()
    {
        var (id, _, _) = await installation.RegisterAsync();
        var before = await installation.QueryAsync($"select xmin::text from ausweisstatus.mt_doc_document where id = '{id}'");
        using var support = await installation.AsStaffAsync("support");

        var answer = await ReplayAsync(support, id);

        Differs(answer).ShouldBe((false, ""));
        // Stored times are cut off after a microsecond.
        foreach (var member in new[] { "stage", "kind", "order", "facts", "run", "overdueFrom" })
        {
            answer["before"]![member]!.ToJsonString().ShouldBe(answer["after"]![member]!.ToJsonString(), member);
        }

        (await installation.QueryAsync($"select xmin::text from ausweisstatus.mt_doc_document where id = '{id}'")).ShouldBe(before);
    }

    [Fact]
    public async Task A_document_of_nobody_is_not_found()
    {
        using var support = await installation.AsStaffAsync("support");

        using var answer = await support.PostAsync(Address(Guid.NewGuid(), ""), null, Cancellation);

        await answer.ShouldBeProblem(HttpStatusCode.NotFound, "no-such-resource");
    }

    [Fact]
    public async Task On_its_page_the_difference_is_shown_before_it_is_written()
    {
        var (id, _, _) = await installation.RegisterAsync();
        var whole = await RowAsync(id);
        await installation.QueryAsync($"update ausweisstatus.mt_doc_document set stage = 'handed-over', held_until = '2026-12-24' where id = '{id}'");
        using var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync("support");
        var path = $"/staff/documents/{id}/replay";

        (await browser.OpenAsync(path)).Text.ShouldContain("name=\"reason\"");
        await browser.PostAsync($"/staff/documents/{id}", ("reason", "it reads strangely"));
        var page = await browser.OpenAsync(path);

        page.Text.ShouldContain("Nothing is written yet.");
        page.Text.ShouldContain("Stored: handed-over");
        page.Text.ShouldContain("From the facts: received");
        page.Text.ShouldContain("Stored: 24 December 2026");
        (await RowAsync(id)).ShouldNotBe(whole);

        page = await browser.PostAsync(path);

        page.Text.ShouldContain("is repaired");
        (await RowAsync(id)).ShouldBe(whole);
        (await browser.OpenAsync(path)).Text.ShouldContain("Nothing differs.");
    }

    private static (bool, string) Differs(JsonNode answer) => ((bool)answer["changed"]!, string.Join(',', answer["differs"]!.AsArray().Select(name => (string)name!)));

    private static Uri Address(Guid id, string query) => new($"/api/v1/support/documents/{id}/replay{query}", UriKind.Relative);

    private static async Task<JsonNode> ReplayAsync(HttpClient http, Guid id, string query = "")
    {
        using var answer = await http.PostAsync(Address(id, query), null, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.JsonAsync();
    }

    private Task<object?> RowAsync(Guid id) =>
        installation.QueryAsync($"select (to_jsonb(stored) - 'mt_last_modified')::text from ausweisstatus.mt_doc_document stored where id = '{id}'");
}
