using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Staff say what no system of their authority says.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed partial class SayFactTests(StaffInstallation installation)
{
    private static readonly object Place = new { location = "mitte-osloer" };

    [Fact]
    public async Task What_staff_say_is_read_by_the_citizen_and_no_person_stands_in_it()
    {
        var (id, _, reference) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support", "office called: it lies here");

        var preview = await AnswerAsync(await SayAsync(support, id, new { id = "1", type = "ready-for-pickup", data = Place }, "?preview=true"), HttpStatusCode.OK);
        ((bool)preview["recorded"]!, (string)preview["document"]!["after"]!["stage"]!).ShouldBe((false, "ready-for-pickup"));
        (await StageAsync(reference)).ShouldBe("received");
        var said = await AnswerAsync(await SayAsync(support, id, new { id = "1", type = "ready-for-pickup", data = Place }), HttpStatusCode.Created);

        (await StageAsync(reference)).ShouldBe("ready-for-pickup");
        (await installation.QueryAsync($"select concat(user_name, ' ', headers ->> 'source') from ausweisstatus.mt_events where id = '{said["fact"]}'"))
            .ShouldBe("staff /ausweisstatus/staff");
        (await installation.AuditAsync(id)).Select(entry => (string)entry["what"]!).ShouldBe(["read", "post"]);
    }

    [Fact]
    public async Task Said_many_times_at_once_under_one_id_it_is_one_fact()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");
        var time = DateTimeOffset.UtcNow;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SayAsync(support, id, new { id = "once", type = "handed-over", time })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(19);
        // What was left out is what it was.
        await AnswerAsync(await SayAsync(support, id, new { id = "once", type = "handed-over" }), HttpStatusCode.OK);
        await (await SayAsync(support, id, new { id = "once", type = "not-collected", time })).ShouldBeProblem(HttpStatusCode.Conflict, "event-id-reused");
    }

    [Fact]
    public async Task A_new_code_ends_the_old_one_and_its_slip_can_be_printed()
    {
        var (id, _, old) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");
        var body = new { id = "lost slip", type = "reference-reissued", data = new { dateOfBirth = "1990-05-17" } };

        var said = await AnswerAsync(await SayAsync(support, id, body), HttpStatusCode.Created);
        var again = await AnswerAsync(await SayAsync(support, id, body), HttpStatusCode.OK);

        ((string)again["slip"]!).ShouldBe((string)said["slip"]!);
        using var anybody = installation.Anonymous();
        var slip = await anybody.GetStringAsync(new Uri((string)said["slip"]!, UriKind.Relative));
        (await StageAsync(string.Concat(Group().Matches(slip).Select(group => group.Groups[1].Value)))).ShouldBe("received");
        using var dead = await anybody.AskAsync(old);
        dead.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var without = await AnswerAsync(await SayAsync(support, id, new { id = "another", type = "reference-reissued" }), HttpStatusCode.Created);
        without["slip"].ShouldBeNull("nobody can ask with it");
    }

    [Fact]
    public async Task What_staff_may_not_say_or_cannot_have_happened_is_refused()
    {
        var (id, _, reference) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");

        foreach (var type in new[] { "application-received", "fact-retracted", "dispatched", "unheard-of" })
        {
            await (await SayAsync(support, id, new { id = "1", type })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        }

        await (await SayAsync(support, id, new { id = "", type = "lost" })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        await (await SayAsync(support, id, new { id = new string('x', 65), type = "lost" })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        await (await SayAsync(support, id, new { id = "1", type = "lost", data = new[] { 1 } })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        await (await SayAsync(support, id, new { id = "1", type = "lost", time = DateTimeOffset.UtcNow.AddHours(1) }))
            .ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "time-in-future");
        await (await SayAsync(support, id, new { id = "1", type = "ready-for-pickup" })).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-data");
        (await StageAsync(reference)).ShouldBe("received");
    }

    private static Task<HttpResponseMessage> SayAsync(HttpClient http, Guid id, object said, string query = "") =>
        http.PostAsJsonAsync(new Uri($"/api/v1/support/documents/{id}/facts{query}", UriKind.Relative), said, TestContext.Current.CancellationToken);

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private async Task<string> StageAsync(string reference)
    {
        using var anybody = installation.Anonymous();
        using var answer = await anybody.AskAsync(reference);
        return (string)(await answer.JsonAsync())["stage"]!;
    }

    [GeneratedRegex("<span>([0-9A-Z]{5})</span>")]
    private static partial Regex Group();
}
