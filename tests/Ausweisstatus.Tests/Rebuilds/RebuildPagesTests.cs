using System.Net;
using Ausweisstatus.Tests.Support;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuilds;

/// <summary><c>/staff/rebuilds</c>, step by step, as a browser without scripts uses it.</summary>
[Collection(SharedRebuildInstallation.Name)]
public sealed class RebuildPagesTests(RebuildInstallation installation)
{
    [Fact]
    public async Task A_rebuild_is_started_cancelled_resumed_and_tells_what_differed()
    {
        var id = (Guid)(await installation.QueryAsync($"select id from {RebuildInstallation.Table} order by tenant_id desc, id desc limit 1"))!;
        await installation.DamageAsync(id);
        using var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync("operator");
        browser.Page.Text.ShouldContain("href=\"/staff/rebuilds\"");

        StaffPageSeen page;
        await using (await installation.LockLastAsync())
        {
            await browser.OpenAsync("/staff/rebuilds");
            page = await browser.PostAsync("/staff/rebuilds", ("projection", "documents"), ("authority", "berlin-pankow"), ("documents", ""), ("preview", "false"));
            page.Address.AbsolutePath.ShouldStartWith("/staff/rebuilds/");
            page.Text.ShouldContain("Started by operator");
            page.Text.ShouldContain("berlin-pankow");
            page.Text.ShouldContain("<progress");
            var rebuild = page.Address.AbsolutePath;

            (await browser.PostAsync("/staff/rebuilds", ("projection", "documents"), ("preview", "true"))).Status.ShouldBe(HttpStatusCode.Conflict);
            browser.Page.Text.ShouldContain("One of this is under way.");
            page = await browser.PostAsync(rebuild, ("do", "cancel"));
            page.Text.ShouldContain(">cancelled<");
            page = await browser.PostAsync(rebuild, ("do", "resume"));
            page.Address.AbsolutePath.ShouldBe(rebuild);
            page.Text.ShouldContain("value=\"cancel\"");
        }

        await Eventually.TrueAsync(async () => (page = await browser.OpenAsync(page.Address.AbsolutePath)).Text.Contains(">done<", StringComparison.Ordinal), TimeSpan.FromSeconds(40));
        page.Text.ShouldContain($"<code>{id}</code>");
        page.Text.ShouldContain("Run</p>");
        (await browser.OpenAsync("/staff/rebuilds")).Text.ShouldContain("Differing: 1");
        (await installation.CountAsync("run >= 90")).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "", "", "400")]
    [InlineData("everything", "", "", "400")]
    [InlineData("documents", "Nowhere!", "", "400")]
    [InlineData("documents", "nowhere", "", "422")]
    [InlineData("documents", "", "B-9", "400")]
    [InlineData("sender-rhythm", "berlin-mitte", "", "400")]
    public async Task What_cannot_be_is_explained(string projection, string authority, string documents, string status)
    {
        using var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync("operator", "/staff/rebuilds");

        var page = await browser.PostAsync("/staff/rebuilds", ("projection", projection), ("authority", authority), ("documents", documents), ("preview", "true"));

        $"{(int)page.Status}".ShouldBe(status);
        page.Text.ShouldContain("Choose what shall be made again.");
    }

    [Theory]
    [InlineData("support")]
    [InlineData("hotline")]
    [InlineData("stranger")]
    public async Task It_is_for_operators_alone(string person)
    {
        using var browser = new StaffBrowser(installation.Address);

        (await browser.SignInAsync(person, "/staff/rebuilds")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.OpenAsync($"/staff/rebuilds/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.OpenAsync($"/staff/rebuilds/{Guid.NewGuid()}/progress")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_that_there_is_not_is_not_found()
    {
        using var browser = new StaffBrowser(installation.Address);

        (await browser.SignInAsync("operator", $"/staff/rebuilds/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
