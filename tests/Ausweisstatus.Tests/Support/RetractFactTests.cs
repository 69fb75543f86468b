using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Staff take facts back, after they saw what it does.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class RetractFactTests(StaffInstallation installation)
{
    [Fact]
    public async Task A_preview_shows_what_the_citizen_will_read_and_records_nothing()
    {
        var (id, order, reference) = await ReadyAsync();
        using var support = await installation.AsStaffAsync("support");

        var preview = await AnswerAsync(await PostAsync(support, id, new { fact = Ready(order), reason = "did-not-happen" }, "?preview=true&language=en"), HttpStatusCode.OK);

        ((bool)preview["recorded"]!, (string)preview["document"]!["after"]!["headline"]!).ShouldBe((false, "Your identity card has been applied for."));
        ((string)preview["document"]!["after"]!["correction"]!).ShouldContain("ready for collection");
        preview["document"]!["differences"]!.AsArray().ShouldContain(one => (string)one!["what"]! == "headline");
        (await StageAsync(reference)).ShouldBe("ready-for-pickup");
        (await installation.AuditAsync(id)).Select(entry => (string)entry["what"]!).ShouldBe(["read"]);
    }

    [Fact]
    public async Task What_did_not_happen_is_taken_back_and_the_citizen_is_told_that_it_was_wrong()
    {
        var (id, order, reference) = await ReadyAsync();
        using var support = await installation.AsStaffAsync("support", "office called: shelf is empty");

        var answer = await AnswerAsync(await PostAsync(support, id, new { fact = Ready(order), reason = "did-not-happen" }), HttpStatusCode.Created);

        ((bool)answer["recorded"]!).ShouldBeTrue();
        var read = await AskAsync(reference);
        ((string)read["stage"]!, (string)read["correction"]!)
            .ShouldBe(("received", (string)answer["document"]!["after"]!["correction"]!));
        var entry = (await installation.AuditAsync(id)).ShouldHaveSingleItem();
        ((string)entry["what"]!, (string)entry["why"]!).ShouldBe(("retract", "office called: shelf is empty"));
        // Said by the staff, and by no person that the facts would name.
        (await installation.QueryAsync($"select concat(user_name, ' ', headers ->> 'source') from ausweisstatus.mt_events where stream_id = '{id}' and type = 'fact-retracted'"))
            .ShouldBe("staff /ausweisstatus/staff");
    }

    [Fact]
    public async Task Taken_back_by_many_at_once_it_is_taken_back_once_and_everybody_is_told()
    {
        var (id, order, _) = await ReadyAsync();
        using var support = await installation.AsStaffAsync("support");
        string[] reasons = ["did-not-happen", "wrong-data"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => PostAsync(support, id, new { fact = Ready(order), reason = reasons[number % 2] })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(19);
        (await installation.QueryAsync($"select count(*) from ausweisstatus.mt_events where stream_id = '{id}' and type = 'fact-retracted'")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_fact_told_of_the_wrong_document_is_taken_back_there_and_recorded_where_it_belongs()
    {
        var (id, order, wrong) = await ReadyAsync();
        var (otherId, otherOrder, right) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");
        var correction = new { fact = Ready(order), reason = "wrong-document", belongsTo = new { authority = "berlin-mitte", order = otherOrder } };

        var preview = await AnswerAsync(await PostAsync(support, id, correction, "?preview=true"), HttpStatusCode.OK);
        ((string)preview["document"]!["after"]!["stage"]!, (string)preview["other"]!["before"]!["stage"]!, (string)preview["other"]!["after"]!["stage"]!)
            .ShouldBe(("received", "received", "ready-for-pickup"));
        (await StageAsync(right)).ShouldBe("received");

        await AnswerAsync(await PostAsync(support, id, correction), HttpStatusCode.Created);

        (await StageAsync(wrong), await StageAsync(right)).ShouldBe(("received", "ready-for-pickup"));
        (await installation.AuditAsync(otherId)).Select(entry => (string)entry["what"]!).ShouldBe(["read", "retract"]);
    }

    [Fact]
    public async Task What_is_no_fact_of_the_document_or_cannot_be_taken_back_or_moved_is_refused()
    {
        var (id, order, _) = await ReadyAsync();
        var (_, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");

        await (await PostAsync(support, id, new { fact = Guid.NewGuid(), reason = "wrong-data" })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        await (await PostAsync(support, id, new { fact = Ready(order), reason = "because" })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        await (await PostAsync(support, id, new { fact = Ready(order) })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        await MovedAsync("berlin-mitte", order);
        await MovedAsync("berlin-mitte", Events.NewOrder());
        await MovedAsync("berlin-pankow", order);
        await AnswerAsync(await PostAsync(support, id, new { fact = Ready(order), reason = "wrong-data" }), HttpStatusCode.Created);
        await (await PostAsync(support, id, new { fact = FactId.Of("/ausweisstatus/staff", $"retraction/{Ready(order):n}"), reason = "wrong-data" }))
            .ShouldBeProblem(HttpStatusCode.Conflict, "not-retractable");

        async Task MovedAsync(string authority, string to) =>
            await (await PostAsync(support, id, new { fact = Ready(order), reason = "wrong-document", belongsTo = new { authority, order = to } }))
                .ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static Guid Ready(string order) => FactId.Of("/authorities/berlin-mitte", $"{order}/ready");

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, Guid id, object retraction, string query = "") =>
        http.PostAsJsonAsync(new Uri($"/api/v1/support/documents/{id}/retractions{query}", UriKind.Relative), retraction, TestContext.Current.CancellationToken);

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private async Task<(Guid Id, string Order, string Reference)> ReadyAsync()
    {
        var registered = await installation.RegisterAsync();
        using var office = installation.As("office-berlin-mitte");
        using var answer = await office.PostEventAsync(Events.Event(
            "ready-for-pickup", registered.Order, new { location = "mitte-osloer" }, "/authorities/berlin-mitte", $"{registered.Order}/ready", "2026-11-23T08:00:00Z"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return registered;
    }

    private async Task<string> StageAsync(string reference) => (string)(await AskAsync(reference))["stage"]!;

    private async Task<JsonNode> AskAsync(string reference)
    {
        using var citizen = installation.Anonymous();
        return await (await citizen.AskAsync(reference)).JsonAsync();
    }
}
