using System.Net;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>The pages of staff: finding a document, saying why it is read, reading what its holder reads.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class StaffPagesTests(StaffInstallation installation)
{
    [Fact]
    public async Task A_document_is_found_by_its_code_opened_with_a_reason_and_read_as_its_holder_reads_it()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        using var browser = await SignedInAsync("support");

        var asked = await browser.PostAsync("/staff", ("code", reference.ToLowerInvariant()));
        asked.Address.AbsolutePath.ShouldBe($"/staff/documents/{id}");
        asked.Way.ShouldAllBe(step => !step.AbsoluteUri.Contains(reference, StringComparison.OrdinalIgnoreCase));
        asked.Text.ShouldContain("name=\"reason\"");
        asked.Text.ShouldNotContain(order);
        var read = await browser.PostAsync($"/staff/documents/{id}", ("reason", "asked on the phone"));

        read.Text.ShouldContain(order);
        read.Text.ShouldContain("Your identity card");
        (await browser.OpenAsync($"/staff/documents/{id}?reads=de")).Text.ShouldContain("Ihr Personalausweis");
        (await browser.OpenAsync($"/staff/documents/{id}?reads=%00")).Text.ShouldContain("Your identity card");
        var lines = await installation.AuditAsync(id);
        lines.Select(line => (string)line["what"]!).ShouldBe(["search", "open", "read", "read", "read"]);
        lines.Skip(1).ShouldAllBe(line => (string)line["why"]! == "asked on the phone");
        lines.Select(line => (string?)line["session"]).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        read.Headers["Cache-Control"].ShouldHaveSingleItem().ShouldContain("no-store");
        read.Headers["Content-Security-Policy"].ShouldHaveSingleItem().ShouldContain($"form-action 'self' {installation.Provider.Issuer.GetLeftPart(UriPartial.Authority)}");
    }

    [Fact]
    public async Task A_reason_holds_for_one_document_and_one_session()
    {
        var (first, _, _) = await installation.RegisterAsync();
        var (second, _, _) = await installation.RegisterAsync();
        using var browser = await SignedInAsync("support");
        using var colleague = await SignedInAsync("support");
        await browser.OpenAsync($"/staff/documents/{first}");
        await browser.PostAsync($"/staff/documents/{first}", ("reason", "asked on the phone"));

        (await browser.OpenAsync($"/staff/documents/{first}")).Text.ShouldNotContain("name=\"reason\"");
        (await browser.OpenAsync($"/staff/documents/{second}")).Text.ShouldContain("name=\"reason\"");
        (await colleague.OpenAsync($"/staff/documents/{first}")).Text.ShouldContain("name=\"reason\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  a ")]
    [InlineData("\u202eabc")]
    public async Task A_reason_that_says_nothing_is_asked_for_again(string reason)
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var browser = await SignedInAsync("support");
        await browser.OpenAsync($"/staff/documents/{id}");

        var page = await browser.PostAsync($"/staff/documents/{id}", ("reason", reason));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("aria-invalid");
        (await installation.AuditAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_of_another_authority_looks_like_one_that_nobody_has()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        using var browser = await SignedInAsync("support-pankow");

        var foreign = await OpenAsync(id);
        var unknown = await OpenAsync(Guid.NewGuid());
        (foreign.Status, unknown.Status).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        foreign.Text.Replace($"{id}", "", StringComparison.Ordinal).Length.ShouldBe(unknown.Text.Replace(unknown.Address.Segments[^1], "", StringComparison.Ordinal).Length);
        await browser.OpenAsync("/staff");
        (await browser.PostAsync("/staff", ("code", reference))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.PostAsync("/staff", ("authority", "berlin-mitte"), ("order", order))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await installation.AuditAsync(id)).ShouldBeEmpty();

        async Task<StaffPageSeen> OpenAsync(Guid document)
        {
            (await browser.OpenAsync($"/staff/documents/{document}")).Text.ShouldContain("name=\"reason\"");
            return await browser.PostAsync($"/staff/documents/{document}", ("reason", "asked on the phone"));
        }
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("operator")]
    public async Task Who_has_no_role_for_it_reads_no_document(string person)
    {
        var (id, order, _) = await installation.RegisterAsync();
        using var browser = await SignedInAsync(person);

        (await browser.OpenAsync($"/staff/documents/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        await browser.OpenAsync("/staff");
        browser.Page.Text.ShouldNotContain("name=\"order\"");
        (await browser.PostAsync("/staff", ("authority", "berlin-mitte"), ("order", order))).Text.ShouldNotContain(order);
        (await installation.AuditAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_searched_is_said_and_stays_in_the_form()
    {
        using var browser = await SignedInAsync("support");

        var typo = await browser.PostAsync("/staff", ("code", "7K2QM-3XPT9-WZC4X"));
        (typo.Status, typo.Text.Contains("value=\"7K2QM-3XPT9-WZC4X\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
        var unknown = await browser.PostAsync("/staff", ("authority", "berlin-mitte"), ("order", "nobody's"));
        (unknown.Status, unknown.Text.Contains("value=\"nobody&#x27;s\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.NotFound, true));
        (await browser.PostAsync("/staff")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<StaffBrowser> SignedInAsync(string person)
    {
        var browser = new StaffBrowser(installation.Address);
        await browser.SignInAsync(person);
        browser.Page.Address.AbsolutePath.ShouldBe("/staff");
        return browser;
    }
}
