using System.Net;
using System.Text.RegularExpressions;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>The forms by which staff say facts and take them back, the lists, and the sheet for the file.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed partial class CorrectingPagesTests(StaffInstallation installation)
{
    [Fact]
    public async Task A_fact_is_said_by_form_after_its_effect_was_shown()
    {
        var (id, _, reference) = await installation.RegisterAsync();
        using var browser = await OpenedAsync("support", id);
        var path = $"/staff/documents/{id}/say?type=ready-for-pickup";

        var form = await browser.OpenAsync(path);
        var preview = await browser.PostAsync(path, ("id", "1"), ("at", Value(form, "at")), ("location", "mitte-osloer"), ("until", ""), ("step", "preview"));
        preview.Text.ShouldContain("is ready for collection");
        (await StageAsync(reference)).ShouldBe("received");
        var said = await browser.PostAsync(
            path, ("id", "1"), ("at", Value(preview, "at")), ("time", Value(preview, "time")), ("location", "mitte-osloer"), ("step", "record"));

        said.Address.AbsolutePath.ShouldBe($"/staff/documents/{id}");
        said.Text.ShouldContain("is ready for collection");
        (await StageAsync(reference)).ShouldBe("ready-for-pickup");
    }

    [Fact]
    public async Task A_new_code_is_given_out_by_form_and_leads_to_the_slip()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var browser = await OpenedAsync("support", id);
        var path = $"/staff/documents/{id}/say?type=reference-reissued";
        var form = await browser.OpenAsync(path);
        (string, string)[] fields = [("id", "1"), ("at", Value(form, "at")), ("day", "17"), ("month", "5"), ("year", "1990")];

        (await browser.PostAsync(path, [.. fields[..4], ("year", "19"), ("step", "preview")])).Status.ShouldBe(HttpStatusCode.BadRequest);
        await browser.PostAsync(path, [.. fields, ("step", "preview")]);
        var done = await browser.PostAsync(path, [.. fields, ("step", "record")]);

        var slip = await browser.OpenAsync(Slip().Match(done.Text).Groups[1].Value);
        (slip.Status, slip.Text.Contains("Abholcode", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true));
    }

    [Fact]
    public async Task A_fact_is_taken_back_by_form_after_its_effect_was_shown()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        using var office = installation.As("office-berlin-mitte");
        using var ready = await office.PostEventAsync(Events.Event(
            "ready-for-pickup", order, new { location = "mitte-osloer" }, "/authorities/berlin-mitte", $"{order}/ready", "2026-11-23T08:00:00Z"));
        using var browser = await OpenedAsync("support", id);
        var path = $"/staff/documents/{id}/retract?fact={FactId.Of("/authorities/berlin-mitte", $"{order}/ready")}";
        browser.Page.Text.ShouldContain(path.Split('?')[1]);

        (await browser.OpenAsync(path)).Text.ShouldNotContain(" checked");
        var preview = await browser.PostAsync(path, ("why", "did-not-happen"), ("authority", "berlin-mitte"), ("order", ""), ("step", "preview"));
        preview.Text.ShouldContain("has been applied for");
        preview.Text.ShouldContain("Why it is taken back: It did not happen.");
        (await browser.PostAsync(path, ("why", "wrong-data"), ("step", "change"))).Text.ShouldContain("value=\"wrong-data\" required checked");
        (await StageAsync(reference)).ShouldBe("ready-for-pickup");
        var wrong = await browser.PostAsync(path, ("why", "wrong-document"), ("authority", "berlin-mitte"), ("order", "nobody's"), ("step", "preview"));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        var done = await browser.PostAsync(path, ("why", "did-not-happen"), ("step", "record"));

        done.Address.AbsolutePath.ShouldBe($"/staff/documents/{id}");
        (await StageAsync(reference)).ShouldBe("received");
        (await browser.OpenAsync(path)).Address.AbsolutePath.ShouldBe(path.Split('?')[0], "what was taken back is still a fact");
    }

    [Fact]
    public async Task The_log_says_who_changed_a_document_and_why_to_staff_of_its_authority()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var browser = await OpenedAsync("support", id);

        var log = await browser.OpenAsync($"/staff/documents/{id}/log");

        log.Text.ShouldContain("<td>support</td>");
        log.Text.ShouldContain("<td>opened</td>");
        log.Text.ShouldContain("<td>read</td>");
        using var hotline = await OpenedAsync("hotline", id);
        (await hotline.OpenAsync($"/staff/documents/{id}/log")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var colleague = new StaffBrowser(installation.Address);
        await colleague.SignInAsync("support", $"/staff/documents/{id}/log");
        colleague.Page.Text.ShouldContain("name=\"reason\"");
    }

    [Fact]
    public async Task Two_moments_are_compared_in_the_order_in_which_they_came()
    {
        var (id, order, _) = await installation.RegisterAsync();
        using var office = installation.As("office-berlin-mitte");
        using var ready = await office.PostEventAsync(Events.Event("ready-for-pickup", order, new { location = "mitte-osloer" }, "/authorities/berlin-mitte"));
        using var browser = await OpenedAsync("support", id);

        var forwards = await browser.OpenAsync($"/staff/documents/{id}?moment=2&since=1");
        var backwards = await browser.OpenAsync($"/staff/documents/{id}?moment=1&since=2");

        foreach (var compared in new[] { forwards, backwards })
        {
            compared.Text.ShouldContain("What differs between moment 1 and 2");
            Headlines().Match(compared.Text).Groups.Values.Skip(1).Select(headline => headline.Value)
                .ShouldBe(["Your identity card has been applied for.", "Your identity card is ready for collection."]);
        }
    }

    [Fact]
    public async Task A_long_story_opens_with_a_full_page_of_its_latest_facts()
    {
        var (id, order, _) = await installation.RegisterAsync();
        using var shop = installation.As("print-shop");
        for (var number = 1; number <= 51; number++)
        {
            using var sent = await shop.PostEventAsync(Events.Event("production-started", order, id: $"{order}/{number}"));
        }

        using var browser = await OpenedAsync("support", id);

        browser.Page.Text.ShouldContain("id=\"fact-3\"");
        browser.Page.Text.ShouldContain("id=\"fact-52\"");
        browser.Page.Text.ShouldNotContain("id=\"fact-2\"");
        (await browser.OpenAsync($"/staff/documents/{id}?from=1")).Text.ShouldContain("id=\"fact-2\"");
    }

    [Fact]
    public async Task Who_gave_no_reason_in_this_session_is_led_to_where_it_is_asked_and_changes_nothing()
    {
        var (id, _, reference) = await installation.RegisterAsync();
        using var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync("support", $"/staff/documents/{id}");

        var said = await browser.PostAsync($"/staff/documents/{id}/say?type=handed-over", ("id", "1"), ("at", "2026-11-20T10:00"), ("step", "record"));

        said.Text.ShouldContain("name=\"reason\"");
        (await StageAsync(reference)).ShouldBe("received");
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var (id, _, reference) = await installation.RegisterAsync();
        using var browser = await OpenedAsync("support", id);

        (await browser.PostRawAsync($"/staff/documents/{id}/say?type=handed-over", ("id", "1"), ("at", "2026-11-20T10:00"), ("step", "record"))).Status
            .ShouldBe(HttpStatusCode.BadRequest);
        (await StageAsync(reference)).ShouldBe("received");
    }

    [Fact]
    public async Task A_list_is_an_address_that_holds_what_was_asked_and_leads_to_documents()
    {
        var (id, order, _) = await installation.RegisterAsync();
        using var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync("support");

        var list = await browser.OpenAsync("/staff/lists?list=open&stage=received");

        var seen = list.Text;
        for (var next = Next().Match(seen); next.Success && !seen.Contains(order, StringComparison.Ordinal); next = Next().Match(seen))
        {
            seen = (await browser.OpenAsync(WebUtility.HtmlDecode(next.Groups[1].Value))).Text;
        }

        seen.ShouldContain(order);
        seen.ShouldContain($"/staff/documents/{id}");
        (await browser.OpenAsync("/staff/lists?authority=berlin-pankow")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.OpenAsync("/staff/lists?stage=somewhere&after=%00")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.OpenAsync("/staff/lists?list=corrected&lang=de")).Status.ShouldBe(HttpStatusCode.OK);
        using var nowhere = new StaffBrowser(installation.Address);
        await nowhere.SignInAsync("support-nowhere");
        (await nowhere.OpenAsync("/staff/lists")).Text.ShouldContain("No authority is entered for you.");
    }

    [Fact]
    public async Task The_sheet_and_the_file_tell_the_story_without_what_leads_to_its_holder()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        using var shop = installation.As("print-shop");
        using var sent = await shop.PostEventAsync(Events.Event(
            "dispatched", order, new { to = "holder", carrier = "DHL", trackingNumber = "00340434161094042557" }, "/print-shops/bdr", $"{order}/sent"));
        using var courier = installation.As("courier");
        using var missed = await courier.PostEventAsync(Events.Event(
            "delivery-missed", order, new { branch = "Kiosk Sonne" }, "/couriers/dhl", $"{order}/missed"));
        using var browser = await OpenedAsync("hotline", id);

        var sheet = await browser.OpenAsync($"/staff/documents/{id}/print");
        var file = await browser.OpenAsync($"/staff/documents/{id}/print?file=json");

        foreach (var story in new[] { sheet, file })
        {
            story.Text.ShouldContain(order);
            story.Text.ShouldContain(story == file ? "delivery-missed" : "Delivery missed");
            story.Text.ShouldNotContain("00340434161094042557");
            story.Text.ShouldNotContain("Kiosk Sonne");
            story.Text.ShouldNotContain(reference);
            story.Text.ShouldNotContain("1990");
        }

        (await installation.AuditAsync(id)).Select(entry => (string)entry["what"]!).ShouldBe(["open", "read", "export", "export"]);
    }

    private static string Value(StaffPageSeen page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page.Text, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);

    private async Task<StaffBrowser> OpenedAsync(string person, Guid id)
    {
        var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync(person, $"/staff/documents/{id}");
        await browser.PostAsync($"/staff/documents/{id}", ("reason", "asked on the phone"));
        return browser;
    }

    private async Task<string> StageAsync(string reference)
    {
        using var anybody = installation.Anonymous();
        using var answer = await anybody.AskAsync(reference);
        return (string)(await answer.JsonAsync())["stage"]!;
    }

    [GeneratedRegex("href=\"(/slip/[^\"]+)\"")]
    private static partial Regex Slip();

    [GeneratedRegex("<del>([^<]*)</del> <ins>([^<]*)</ins>")]
    private static partial Regex Headlines();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
