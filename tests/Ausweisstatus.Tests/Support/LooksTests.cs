using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Problems;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>The holder of a document sees on which days staff looked at it, and how often.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class LooksTests(StaffInstallation installation)
{
    private const string Path = "/api/v1/status/looks";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_staff_read_and_changed_is_counted_by_day_and_nobody_is_named()
    {
        var (id, order, code) = await installation.RegisterAsync();
        var (other, _, _) = await installation.RegisterAsync();
        using var citizen = installation.Anonymous();
        (await LooksAsync(citizen, code)).ShouldBe("""{"days":[]}""");

        using var support = await installation.AsStaffAsync("support");
        (await support.GetAsync(new Uri($"/api/v1/support/documents/{id}", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();
        (await support.GetAsync(new Uri($"/api/v1/support/documents/{other}", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();
        (await support.PostAsJsonAsync(new Uri("/api/v1/support/search", UriKind.Relative), new { authority = "berlin-mitte", order }, Cancellation)).EnsureSuccessStatusCode();
        (await support.PostAsync(new Uri($"/api/v1/support/documents/{id}/replay", UriKind.Relative), null, Cancellation)).EnsureSuccessStatusCode();
        (await citizen.AskAsync(code)).Dispose();

        var today = DateTimeOffset.UtcNow.DayInBerlin();
        (await LooksAsync(citizen, code)).ShouldBe($$"""{"days":[{"day":"{{today:yyyy-MM-dd}}","looked":2,"changed":1}]}""");
    }

    [Fact]
    public async Task A_session_of_a_browser_looks_once_and_days_are_those_of_Berlin()
    {
        var (id, _, code) = await installation.RegisterAsync();
        await installation.QueryAsync($"""
            insert into ausweisstatus.staff_audit (at, who, role, session, what, tenant_id, document)
            select at::timestamptz, 'somebody', 'support', session::uuid, what, 'berlin-mitte', '{id}' from (values
                ('2026-11-20T22:59:00Z', '00000000-0000-0000-0000-000000000001', 'open'),
                ('2026-11-20T22:59:10Z', '00000000-0000-0000-0000-000000000001', 'read'),
                ('2026-11-20T22:59:20Z', '00000000-0000-0000-0000-000000000001', 'read'),
                ('2026-11-20T22:59:30Z', '00000000-0000-0000-0000-000000000002', 'export'),
                ('2026-11-20T22:59:40Z', null, 'read'),
                ('2026-11-20T23:00:00Z', '00000000-0000-0000-0000-000000000001', 'retract')) as looks (at, session, what)
            """);
        using var citizen = installation.Anonymous();

        (await LooksAsync(citizen, code)).ShouldBe("""{"days":[{"day":"2026-11-21","looked":0,"changed":1},{"day":"2026-11-20","looked":3,"changed":0}]}""");
        var page = await PageAsync(citizen, code);
        page.ShouldContain("20 November 2026");
        page.ShouldContain("looked at 3 times");
        page.ShouldNotContain("somebody");
    }

    [Fact]
    public async Task Who_does_not_know_the_date_of_birth_is_answered_as_about_the_status()
    {
        var (_, _, code) = await installation.RegisterAsync();
        using var citizen = installation.Anonymous();

        await (await citizen.AskAsync(code, "1991-05-17", path: Path)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await citizen.AskAsync(code[..^1] + (code[^1] == 'A' ? 'B' : 'A'), path: Path)).ShouldBeProblem(HttpStatusCode.BadRequest, "reference-typo");
    }

    private static async Task<string> LooksAsync(HttpClient citizen, string code)
    {
        using var answer = await citizen.AskAsync(code, path: Path);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<string> PageAsync(HttpClient citizen, string code)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = code, ["day"] = "17", ["month"] = "5", ["year"] = "1990" });
        using var answer = await citizen.PostAsync(new Uri("/looks?lang=en", UriKind.Relative), form, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
