using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Ausweisstatus.Tests.Status;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Nobody reads a document without a reason, without its being theirs, and without a line in the audit log.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class ReadForStaffTests(StaffInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_read_with_a_reason_and_the_audit_log_says_by_whom_and_why()
    {
        var (id, order, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support", "Anruf: „abholbereit“?");

        var document = await (await support.GetAsync(Address(id), Cancellation)).JsonAsync();

        ((string)document["order"]!, (string)document["stage"]!, (int)document["facts"]!).ShouldBe((order, "received", 1));
        document.ToJsonString().ShouldNotContain(Citizens.Born);
        var entry = (await installation.AuditAsync(id)).ShouldHaveSingleItem();
        ((string)entry["who"]!, (string)entry["role"]!, (string)entry["what"]!, (string)entry["why"]!, (string)entry["authority"]!)
            .ShouldBe(("support", "support", "read", "Anruf: „abholbereit“?", "berlin-mitte"));
        entry["from"]!.AsArray().Select(one => (string)one!).ShouldBe(["berlin-mitte"]);
        ((DateTimeOffset)entry["at"]!).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        entry["session"].ShouldBeNull();
    }

    [Fact]
    public async Task A_missing_reason_is_asked_for()
    {
        using var support = await installation.AsStaffAsync("support", reason: null);

        await (await support.GetAsync(Address(Guid.NewGuid()), Cancellation)).ShouldBeProblem(HttpStatusCode.BadRequest, "reason-required");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("      ")]
    [InlineData("\u200b\u200b\u200b")]
    [InlineData("abc\u202edef")]
    [InlineData("abc\u0007def")]
    [InlineData(201)]
    public async Task Without_a_reason_that_can_be_read_nothing_is_read(object? reason)
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support", reason is int length ? new string('x', length) : (string?)reason);

        foreach (var document in new[] { id, Guid.NewGuid() })
        {
            (await support.GetAsync(Address(document), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await installation.AuditAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_of_another_authority_is_answered_like_one_that_nobody_has()
    {
        var (id, order, _) = await installation.RegisterAsync();
        foreach (var person in new[] { "support-pankow", "support-nowhere" })
        {
            using var staff = await installation.AsStaffAsync(person);
            using var foreign = await staff.GetAsync(Address(id), Cancellation);
            using var unknown = await staff.GetAsync(Address(Guid.NewGuid()), Cancellation);

            await foreign.ShouldBeProblem(HttpStatusCode.NotFound, "no-such-resource");
            (await foreign.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(await unknown.Content.ReadAsByteArrayAsync(Cancellation));
            foreign.Headers.Where(header => header.Key != "Date").ToString().ShouldBe(unknown.Headers.Where(header => header.Key != "Date").ToString());
            (await FindAsync(staff, new { authority = "berlin-mitte", order })).ShouldBeEmpty();
        }

        (await installation.AuditAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_hotline_reads_documents_of_every_authority()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var hotline = await installation.AsStaffAsync("hotline");

        (await hotline.GetAsync(Address(id), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var entry = (await installation.AuditAsync(id)).ShouldHaveSingleItem();
        ((string)entry["role"]!, entry["from"]).ShouldBe(("hotline", null));
    }

    [Fact]
    public async Task A_document_is_found_by_order_and_by_its_code_alone_and_each_search_is_written_down()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support", reason: null);

        foreach (var search in new object[] { new { authority = "berlin-mitte", order }, new { reference }, new { reference = reference.ToLowerInvariant().Replace("-", " ") } })
        {
            var found = (await FindAsync(support, search)).ShouldHaveSingleItem()!;
            ((Guid)found["id"]!, (string)found["order"]!, (string)found["kind"]!, (string)found["stage"]!).ShouldBe((id, order, "identity-card", "received"));
        }

        (await installation.AuditAsync(id)).Select(entry => ((string)entry["what"]!, entry["why"])).ShouldBe([("search", null), ("search", null), ("search", null)]);
        (await installation.QueryAsync($"select count(*) from ausweisstatus.staff_audit as line where line::text ilike '%{reference}%' or line::text like '%{order}%'")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_is_written_down_too()
    {
        using var support = await installation.AsStaffAsync("support-nowhere");
        const string Count = "select count(*) from ausweisstatus.staff_audit where what = 'search' and document is null and who = 'support-nowhere'";
        var before = (long)(await installation.QueryAsync(Count))!;

        (await FindAsync(support, new { reference = Citizens.UnknownReference() })).ShouldBeEmpty();

        (await installation.QueryAsync(Count)).ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("{}", "invalid-request")]
    [InlineData("""{"authority":"berlin-mitte"}""", "invalid-request")]
    [InlineData("""{"order":"B-1"}""", "invalid-request")]
    [InlineData("""{"authority":"Berlin Mitte","order":"B-1"}""", "invalid-request")]
    [InlineData("""{"authority":"berlin-mitte","order":"B 1"}""", "invalid-request")]
    [InlineData("""{"authority":"berlin-mitte","order":"B-1","reference":"7K2QM-3XPT9-WZC4H"}""", "invalid-request")]
    [InlineData("""{"reference":"7K2QM-3XPT9-WZC4X"}""", "reference-typo")]
    [InlineData("""{"reference":""}""", "reference-typo")]
    [InlineData("""{"reference":7}""", "invalid-request")]
    [InlineData("[]", "malformed-request")]
    public async Task What_cannot_be_searched_is_said(string search, string slug)
    {
        using var support = await installation.AsStaffAsync("support");

        await (await support.PostTextAsync(search, "application/json", "/api/v1/support/search")).ShouldBeProblem(HttpStatusCode.BadRequest, slug);
    }

    [Fact]
    public async Task A_thousand_reads_at_once_are_a_thousand_lines()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");

        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (_, stop) =>
            (await support.GetAsync(Address(id), stop)).StatusCode.ShouldBe(HttpStatusCode.OK));

        (await installation.QueryAsync($"select count(*) from ausweisstatus.staff_audit where document = '{id}' and what = 'read'")).ShouldBe(1000L);
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_audit_log_is_not_answered()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support", "must not be read");
        await installation.QueryAsync("alter table ausweisstatus.staff_audit add constraint full_disk check (reason <> 'must not be read')");
        try
        {
            using var answer = await support.GetAsync(Address(id), Cancellation);

            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("received");
        }
        finally
        {
            await installation.QueryAsync("alter table ausweisstatus.staff_audit drop constraint full_disk");
        }
    }

    [Theory]
    [InlineData("update ausweisstatus.staff_audit set who = 'nobody'")]
    [InlineData("delete from ausweisstatus.staff_audit")]
    [InlineData("truncate ausweisstatus.staff_audit")]
    public async Task Nobody_changes_the_audit_log_not_even_the_role_that_owns_it(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => installation.QueryAsync(sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Fact]
    public async Task The_audit_log_is_read_page_by_page_by_those_it_concerns()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");
        for (var read = 0; read < 5; read++)
        {
            (await support.GetAsync(Address(id), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        List<long> seen = [];
        for (var next = (string?)""; next is not null;)
        {
            var page = await (await support.GetAsync(new Uri($"/api/v1/support/audit?document={id}&limit=2{next}", UriKind.Relative), Cancellation)).JsonAsync();
            seen.AddRange(page["entries"]!.AsArray().Select(entry => (long)entry!["id"]!));
            next = page["next"] is { } place ? $"&after={place}" : null;
        }

        seen.Count.ShouldBe(5);
        seen.ShouldBeInOrder();
        using var pankow = await installation.AsStaffAsync("support-pankow");
        (await (await pankow.GetAsync(new Uri($"/api/v1/support/audit?document={id}", UriKind.Relative), Cancellation)).JsonAsync())["entries"]!.AsArray().ShouldBeEmpty();
        foreach (var wrong in new[] { "", "?document=x", $"?document={id}&after=-1", $"?document={id}&limit=501" })
        {
            await (await support.GetAsync(new Uri("/api/v1/support/audit" + wrong, UriKind.Relative), Cancellation)).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        }
    }

    private static Uri Address(Guid id) => new($"/api/v1/support/documents/{id}", UriKind.Relative);

    private static async Task<List<System.Text.Json.Nodes.JsonNode?>> FindAsync(HttpClient staff, object search)
    {
        using var answer = await staff.PostAsJsonAsync("/api/v1/support/search", search, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancellation));
        return [.. (await answer.JsonAsync())["documents"]!.AsArray()];
    }
}
