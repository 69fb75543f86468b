using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Lists;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Lists of what staff should look at.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class ListForStaffTests(StaffInstallation installation)
{
    [Fact]
    public async Task What_was_corrected_last_is_listed_first_each_document_once_page_by_page()
    {
        List<string> orders = [];
        for (var number = 0; number < 3; number++)
        {
            orders.Add(await CorrectedAsync("1"));
        }

        await TakeBackAsync(orders[0], "2");
        using var support = await installation.AsStaffAsync("support", reason: null);

        var listed = await ListAsync(support, "corrected=true", limit: 1);

        listed.Where(orders.Contains).ShouldBe([orders[0], orders[2], orders[1]]);
        listed.ShouldBeUnique();
        (await ListAsync(support, "corrected=true&stage=lost")).Intersect(orders).ShouldBeEmpty();
        (await ListAsync(support, "anomaly=any&corrected=true")).Intersect(orders).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_longer_than_nine_of_ten_of_its_kind_did_is_stuck()
    {
        var now = DateTimeOffset.UtcNow;
        var (stuck, fresh) = (await StartedAsync(now.AddDays(-6)), await StartedAsync(now.AddDays(-4)));
        // As the read model would have it after many documents of which nineteen in twenty were produced in five days and one in fifty; so many that those of other tests do not count.
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var times = database.CreateCommand("""
            insert into ausweisstatus.stage_times (tenant_id, document, line, kind, stage, run, entered_at, left_at, hours, working_days, is_open)
            select 'berlin-mitte', gen_random_uuid(), 0, 'identity-card', 'in-production', 1, now() - interval '60 days', now() - interval '1 day',
                case when number % 20 = 1 then 1200 else 120 end, 3, false
            from generate_series(1, 5000) as number
            """);
        await times.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        try
        {
            // Read anew: another test may have asked before.
            var usual = new UsualStageTimes(database, TimeProvider.System);
            (await usual.OfAsync(AuthorityId.Parse("berlin-mitte"), TestContext.Current.CancellationToken))
                .ShouldContain(time => time.Stage == "in-production" && time.Kind == "identity-card" && time.Usual >= TimeSpan.FromHours(120));
            var list = new ReadList(installation.Services.GetRequiredService<ListDocuments>(), usual, TimeProvider.System);

            foreach (var location in new[] { null, "mitte-osloer" })
            {
                var query = new ListQuery { Authority = "berlin-mitte", Stuck = true, Location = location, Limit = 500 };
                var (page, _) = await list.ExecuteAsync(query, _ => true, TestContext.Current.CancellationToken);

                var listed = page!.Documents.Select(document => document.Order).ToList();
                listed.Contains(stuck).ShouldBe(location is null);
                listed.ShouldNotContain(fresh);
            }
        }
        finally
        {
            await using var away = database.CreateCommand("delete from ausweisstatus.stage_times where left_at - entered_at = interval '59 days'");
            await away.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Lists_are_of_authorities_one_may_read_and_looking_at_them_is_written_down()
    {
        using var support = await installation.AsStaffAsync("support", reason: null);
        using var hotline = await installation.AsStaffAsync("hotline", reason: null);
        var before = (long)(await installation.QueryAsync("select count(*) from ausweisstatus.staff_audit where what = 'search' and role = 'hotline' and tenant_id = 'berlin-pankow' and document is null"))!;

        await (await support.GetAsync(Address("authority=berlin-pankow"))).ShouldBeProblem(HttpStatusCode.Forbidden, "foreign-authority");
        await (await support.GetAsync(Address("authority=berlin-mitte&stage=somewhere"))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await hotline.GetAsync(Address("authority=berlin-pankow"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        ((long)(await installation.QueryAsync("select count(*) from ausweisstatus.staff_audit where what = 'search' and role = 'hotline' and tenant_id = 'berlin-pankow' and document is null"))!).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task The_latest_corrections_are_read_in_the_order_of_an_index()
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString + ";Options=-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off");
        await using var command = database.CreateCommand("""
            explain select seq_id from ausweisstatus.mt_events where tenant_id = 'a' and type = 'fact-retracted' and seq_id < 7 order by seq_id desc limit 50
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> plan = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            plan.Add(reader.GetString(0));
        }

        string.Join('\n', plan).ShouldContain("facts_retracted");
    }

    private static Uri Address(string query) => new($"/api/v1/support/documents?{query}", UriKind.Relative);

    private async Task<string> CorrectedAsync(string number)
    {
        var (_, order, _) = await installation.RegisterAsync();
        await TakeBackAsync(order, number);
        return order;
    }

    private async Task TakeBackAsync(string order, string number)
    {
        await PostAsync("office-berlin-mitte", Events.Event("order-sent", order, new { }, "/authorities/berlin-mitte", $"{order}/{number}"));
        await PostAsync("office-berlin-mitte", Events.Event(
            "fact-retracted", order, new { id = $"{order}/{number}", reason = "did-not-happen" }, "/authorities/berlin-mitte", $"{order}/back/{number}"));
    }

    private async Task<string> StartedAsync(DateTimeOffset at)
    {
        var (_, order, _) = await installation.RegisterAsync();
        await PostAsync("print-shop", Events.Event("production-started", order, new { }, "/print-shops/bdr", $"{order}/started", $"{at:yyyy-MM-ddTHH:mm:ssZ}"));
        return order;
    }

    private async Task PostAsync(string client, JsonObject fact)
    {
        using var http = installation.As(client);
        using var answer = await http.PostEventAsync(fact);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<List<string>> ListAsync(HttpClient http, string query, int limit = 500)
    {
        List<string> orders = [];
        for (var after = ""; ;)
        {
            using var answer = await http.GetAsync(Address($"authority=berlin-mitte&{query}&limit={limit}{after}"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            var page = await answer.JsonAsync();
            orders.AddRange(page["documents"]!.AsArray().Select(document => (string)document!["order"]!));
            if ((string?)page["next"] is not { } next)
            {
                return orders;
            }

            after = $"&after={next}";
        }
    }
}
