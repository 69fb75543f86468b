using System.Net;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Signing in and out with a browser, and what becomes of the session.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class StaffSessionTests(StaffInstallation installation)
{
    private const string Cookie = "__Host-staff";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("support", "Office")]
    [InlineData("hotline", "Hotline")]
    [InlineData("operator", "Operation")]
    public async Task Each_role_signs_in(string person, string role)
    {
        using var browser = new StaffBrowser(installation.Address);
        (await browser.OpenAsync("/staff")).Text.ShouldContain("/staff/sign-in");

        var page = await browser.SignInAsync(person);

        (page.Address.PathAndQuery, page.Status).ShouldBe(("/staff", HttpStatusCode.OK));
        page.Text.ShouldContain(role);
        page.Text.ShouldContain(person);
        var set = browser.SetCookies.Last(cookie => cookie.StartsWith($"{Cookie}=", StringComparison.Ordinal)).ToLowerInvariant();
        set.Split("; ")[1..].ShouldBe(["path=/", "secure", "samesite=lax", "httponly"], ignoreOrder: true);
        browser.SetCookies.ShouldAllBe(cookie => cookie.StartsWith("__Host-") && cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase) && cookie.Contains("path=/;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_database_holds_neither_the_cookie_nor_who_it_is_nor_what_the_provider_said()
    {
        using var browser = await SignedInAsync("support");
        var key = browser.Cookies[Cookie];

        (await installation.QueryAsync($$"""
            select count(*) from ausweisstatus.staff_sessions
            where key_hash = '\x{{Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(key))}}' or encode(content, 'escape') like '%support%' or encode(content, 'escape') like '%eyJ%'
            """)).ShouldBe(0L);
    }

    [Fact]
    public async Task Who_signs_out_on_one_node_is_signed_out_on_every_node_and_at_the_provider()
    {
        await using var other = Host.Build([.. installation.NodeSettings, .. installation.StaffSettings, "--environment=Development"]);
        await other.StartAsync(Cancellation);
        using var browser = await SignedInAsync("support");
        using var elsewhere = new StaffBrowser(new Uri(other.Urls.Single())) { Cookies = new(browser.Cookies) };
        (await elsewhere.OpenAsync("/staff")).Text.ShouldContain("sign-out");

        var page = await browser.PostAsync("/staff/sign-out");

        page.Way.Select(step => step.AbsolutePath).ShouldBe(["/staff/sign-out", "/end-session", "/staff/signed-out", "/staff"]);
        page.Way[1].Query.ShouldContain("id_token_hint=");
        page.Text.ShouldContain("/staff/sign-in");
        browser.Cookies.ShouldNotContainKey(Cookie);
        (await elsewhere.OpenAsync("/staff")).Text.ShouldNotContain("sign-out");
        await other.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_sign_in_that_began_on_one_node_ends_on_another()
    {
        await using var other = Host.Build([.. installation.NodeSettings, .. installation.StaffSettings, "--environment=Development"]);
        await other.StartAsync(Cancellation);
        var there = new Uri(other.Urls.Single());
        using var browser = new StaffBrowser(installation.Address)
        {
            Redirected = address => address.Port == installation.Address.Port ? new UriBuilder(address) { Port = there.Port }.Uri : address,
        };

        var page = await browser.SignInAsync("hotline");

        (page.Address.Port, page.Address.AbsolutePath).ShouldBe((there.Port, "/staff"));
        page.Text.ShouldContain("sign-out");
        (await browser.OpenAsync("/staff")).Text.ShouldContain("sign-out");
        await other.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("last_seen", 29, true)]
    [InlineData("last_seen", 31, false)]
    [InlineData("started_at", 599, true)]
    [InlineData("started_at", 601, false)]
    public async Task A_session_ends_when_it_is_idle_for_half_an_hour_and_after_ten_hours_in_any_case(string column, int minutes, bool goesOn)
    {
        using var browser = await SignedInAsync("support");
        var (id, _, _) = await installation.RegisterAsync();
        await GiveReasonAsync(browser, id);
        var session = (string)(await installation.AuditAsync(id))[0]["session"]!;

        (await installation.QueryAsync($"update ausweisstatus.staff_sessions set {column} = now() - interval '{minutes} minutes' where id = '{session}' returning 1")).ShouldBe(1);

        (await browser.OpenAsync("/staff")).Text.Contains("sign-out", StringComparison.Ordinal).ShouldBe(goesOn);
        if (goesOn)
        {
            (await installation.QueryAsync($"select last_seen > now() - interval '1 minute' from ausweisstatus.staff_sessions where id = '{session}'")).ShouldBe(true);
        }
    }

    [Fact]
    public async Task A_cookie_that_was_planted_before_the_sign_in_is_worth_nothing_after_it()
    {
        using var attacker = await SignedInAsync("hotline");
        using var victim = new StaffBrowser(installation.Address) { Cookies = new(attacker.Cookies) };

        await victim.SignInAsync("support");

        victim.Cookies[Cookie].ShouldNotBe(attacker.Cookies[Cookie]);
        (await victim.OpenAsync("/staff")).Text.ShouldContain("sign-out");
        (await attacker.OpenAsync("/staff")).Text.ShouldNotContain("sign-out");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%00")]
    public async Task A_cookie_that_nobody_was_given_opens_nothing(string cookie)
    {
        using var browser = new StaffBrowser(installation.Address) { Cookies = { [Cookie] = cookie } };

        (await browser.OpenAsync("/staff")).Text.ShouldNotContain("sign-out");
    }

    [Fact]
    public async Task An_answer_of_the_provider_that_this_browser_did_not_ask_for_signs_nobody_in()
    {
        // What an attacker got for themselves and makes somebody else open.
        using var attacker = new StaffBrowser(installation.Address);
        var callback = "";
        attacker.Redirected = address => address.AbsolutePath == "/staff/signed-in" ? new Uri(installation.Address, Keep(address.PathAndQuery)) : address;
        await attacker.SignInAsync("support");

        foreach (var path in new[] { callback, "/staff/signed-in", "/staff/signed-in?code=x&state=y", "/staff/signed-in?error=access_denied" })
        {
            using var victim = new StaffBrowser(installation.Address);
            var page = await victim.OpenAsync(path);

            (page.Address.PathAndQuery, page.Status).ShouldBe(("/staff?failed", HttpStatusCode.OK), path);
            page.Text.ShouldContain("did not work");
            victim.Cookies.ShouldNotContainKey(Cookie);
        }

        string Keep(string path)
        {
            callback = path;
            return "/staff";
        }
    }

    [Theory]
    [InlineData("/staff/sign-in?returnUrl=https://evil.example/", "/staff")]
    [InlineData("/staff/sign-in?ReturnUrl=//evil.example/&redirect_uri=https://evil.example", "/staff")]
    [InlineData("/staff/documents/0b8e7f0e-3c7b-4c0e-9a4e-5d5a3f9c1b11?returnUrl=//evil.example", "/staff/documents/0b8e7f0e-3c7b-4c0e-9a4e-5d5a3f9c1b11?returnUrl=//evil.example")]
    public async Task A_sign_in_leads_back_to_the_page_that_was_asked_for_and_nowhere_else(string asked, string comesTo)
    {
        using var browser = new StaffBrowser(installation.Address);

        var page = await browser.SignInAsync("support", asked);

        page.Address.ShouldBe(new Uri(installation.Address, comesTo));
        page.Way.ShouldAllBe(step => step.IsLoopback);
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_that_of_somebody_else_changes_nothing()
    {
        using var browser = await SignedInAsync("support");
        using var other = await SignedInAsync("hotline");

        (await browser.PostRawAsync("/staff/sign-out")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.PostRawAsync("/staff", ("code", "x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var mixed = new StaffBrowser(installation.Address) { Cookies = new(other.Cookies) { [Cookie] = browser.Cookies[Cookie] } };
        await other.OpenAsync("/staff");
        var token = System.Text.RegularExpressions.Regex.Match(other.Page.Text, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]*)\"").Groups[1].Value;
        (await mixed.PostRawAsync("/staff/sign-out", ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await browser.OpenAsync("/staff")).Text.ShouldContain("sign-out");
    }

    [Fact]
    public async Task A_session_opens_no_api_and_a_token_no_page()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var browser = await SignedInAsync("support");
        using var api = installation.Anonymous();
        api.DefaultRequestHeaders.Add("Cookie", $"{Cookie}={browser.Cookies[Cookie]}");
        api.DefaultRequestHeaders.Add("X-Reason", "asked on the phone");
        (await api.GetAsync(new Uri($"/api/v1/support/documents/{id}", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var page = new HttpClient(handler) { BaseAddress = installation.Address };
        page.DefaultRequestHeaders.Authorization = new("Bearer", await installation.TokenAsync("support"));
        var answer = await page.GetAsync(new Uri($"/staff/documents/{id}", UriKind.Relative), Cancellation);
        (answer.StatusCode, answer.Headers.Location!.AbsolutePath).ShouldBe((HttpStatusCode.Redirect, "/authorize"));
    }

    [Fact]
    public async Task What_is_posted_after_the_session_ended_is_not_done()
    {
        using var browser = await SignedInAsync("support");
        var (id, _, _) = await installation.RegisterAsync();
        await browser.OpenAsync($"/staff/documents/{id}");
        browser.Cookies.Remove(Cookie);

        (await browser.PostAsync($"/staff/documents/{id}", ("reason", "asked on the phone"))).Address.AbsolutePath.ShouldBe("/staff");

        (await installation.AuditAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_provider_is_away_nobody_signs_in_and_who_is_signed_in_can_sign_out()
    {
        await using var node = Host.Build([.. installation.NodeSettings, .. installation.StaffSettings, "--Staff:Issuer=http://127.0.0.1:9", "--environment=Development"]);
        await node.StartAsync(Cancellation);
        using var browser = await SignedInAsync("support");
        using var elsewhere = new StaffBrowser(new Uri(node.Urls.Single())) { Cookies = new(browser.Cookies) };

        (await elsewhere.OpenAsync("/staff/sign-in")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await elsewhere.OpenAsync("/staff");
        (await elsewhere.PostAsync("/staff/sign-out")).Address.AbsolutePath.ShouldBe("/staff");

        (await browser.OpenAsync("/staff")).Text.ShouldNotContain("sign-out");
        await node.StopAsync(Cancellation);
    }

    private async Task<StaffBrowser> SignedInAsync(string person)
    {
        var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync(person);
        browser.Page.Address.AbsolutePath.ShouldBe("/staff");
        return browser;
    }

    private static async Task GiveReasonAsync(StaffBrowser browser, Guid document)
    {
        await browser.OpenAsync($"/staff/documents/{document}");
        await browser.PostAsync($"/staff/documents/{document}", ("reason", "asked on the phone"));
        browser.Page.Status.ShouldBe(HttpStatusCode.OK, browser.Page.Text);
    }
}
