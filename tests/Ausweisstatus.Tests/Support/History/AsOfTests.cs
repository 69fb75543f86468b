using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Tests;
using Ausweisstatus.EventLog;
using Ausweisstatus.Storage;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Ausweisstatus.Tests.Rebuild;
using Ausweisstatus.Tests.Status;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support.History;

/// <summary>What was known of a document at a moment, and what its holder would have read.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class AsOfTests(StaffInstallation installation)
{
    // The order of recording by the stream, and the time until which everything before was recorded.
    private const string Recorded = """
        select tenant_id, stream_id, headers ->> 'order', id, type, data, max(timestamp) over (partition by tenant_id, stream_id order by version)
        from ausweisstatus.mt_events where headers ->> 'order' = any($1) order by tenant_id, stream_id, version
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_thousand_documents_at_random_times_it_equals_an_independent_fold_of_what_was_recorded_until_then()
    {
        var seed = Random.Shared.Next();
        var dice = new Random(seed);
        string[] orders = [.. Enumerable.Range(0, 800).Select(_ => Events.NewOrder())];
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(orders, 5_000), atOnce: 500);
        var known = await RecordedAsync(orders);
        var documents = known.GroupBy(one => (one.Authority, one.Document, one.Order)).ToArray();
        documents.Length.ShouldBeGreaterThan(1_000);
        var (first, last) = (known.Min(one => one.At), known.Max(one => one.At));

        var read = new ReadHistory(installation.Services.GetRequiredService<NpgsqlDataSource>());
        var (moments, backwards) = (0, 0);
        foreach (var document in documents.Take(1_000))
        {
            var time = first + (dice.NextDouble() * (last - first));
            var until = document.Where(one => one.At <= time).Select(one => one.Fact).ToArray();
            var history = (await read.ByIdAsync(document.Key.Document, [$"{document.Key.Authority}"], withRepetitions: true, Cancellation))!;

            var moment = history.MomentAt(time);

            moment.ShouldBe(until.Length, $"seed {seed}");
            var status = history.At(moment).Status;
            var (stage, since, stages) = ReferenceFold.Of(until);
            (status.Stage, status.Since).ShouldBe((stage, since), $"seed {seed}");
            status.History.Select(entered => (entered.Stage, entered.At)).ShouldBe(stages, $"seed {seed}");
            moments += moment;
            backwards += until.Count(fact => fact.Fact is FactRetracted);
        }

        moments.ShouldBeGreaterThan(1_000, "or the times lie before everything");
        backwards.ShouldBeGreaterThan(50, "or nothing was taken back");
    }

    [Fact]
    public async Task The_page_of_monday_is_shown_as_it_was_and_what_reads_differently_now()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        using var office = installation.As("office-berlin-mitte");
        await PostAsync(office, "arrived-at-office", order, new { location = "mitte-osloer" }, "arrived");
        await PostAsync(office, "ready-for-pickup", order, new { location = "mitte-osloer", heldUntil = DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, "ready");
        using var citizen = installation.Anonymous();
        var read = await citizen.AnswerAsync(reference, "en");
        // That the office is open is said to who asks, at that moment.
        read["pickup"]!.AsObject().Remove("opening").ShouldBeTrue();
        var monday = DateTimeOffset.UtcNow;
        await PostAsync(office, "fact-retracted", order, new { id = $"{order}/ready", reason = "did-not-happen" }, "back");
        using var support = await installation.AsStaffAsync("support");

        var then = await GetAsync(support, id, $"recorded={Uri.EscapeDataString(monday.ToString("O", CultureInfo.InvariantCulture))}&language=en");
        var now = await GetAsync(support, id, "language=en&since=3");

        ((int)then["number"]!, (int)then["of"]!, (string)then["document"]!["stage"]!).ShouldBe((3, 4, "ready-for-pickup"));
        foreach (var member in new[] { "headline", "nextStep", "pickup", "history", "since", "kindName" })
        {
            then["citizenSaw"]![member]!.ToJsonString().ShouldBe(read[member]!.ToJsonString(), member);
        }

        ((int)now["number"]!, (string)now["citizenSaw"]!["headline"]!).ShouldBe((4, "Your identity card has arrived at your office but is not ready for collection yet."));
        ((string)now["citizenSaw"]!["correction"]!).ShouldBe(
            "We told you, with the date 23 November 2026: “Your identity card is ready for collection.” That was a mistake. We are sorry.");
        var difference = now["differences"]!.AsArray().Single(one => (string)one!["what"]! == "citizenSaw.headline")!;
        ((string)difference["before"]!).ShouldBe("Your identity card is ready for collection.");
        now["differences"]!.AsArray().ShouldContain(one => (string)one!["what"]! == "citizenSaw.pickup.location" && one["after"] == null);
        now["differences"]!.AsArray().ShouldNotContain(one => (string)one!["what"]! == "citizenSaw.kindName");
        // The same the citizen reads.
        ((string)(await citizen.AnswerAsync(reference, "en"))["correction"]!).ShouldBe((string)now["citizenSaw"]!["correction"]!);
    }

    [Fact]
    public async Task Before_the_first_fact_nothing_was_known_and_nobody_would_have_read_anything()
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var hotline = await installation.AsStaffAsync("hotline");

        foreach (var query in new[] { "moment=0", "recorded=2020-01-01T00:00:00Z" })
        {
            var moment = await GetAsync(hotline, id, query);

            ((int)moment["number"]!, moment["learnedAt"], moment["citizenSaw"], moment["document"]!["stage"]).ShouldBe((0, null, null, null), query);
        }
    }

    [Fact]
    public async Task Facts_of_the_same_second_are_moments_of_their_own_in_the_order_of_recording()
    {
        var (id, order, _) = await installation.RegisterAsync();
        using var office = installation.As("office-berlin-mitte");
        string[] facts = ["order-sent", "arrived-at-office", "handed-over"];
        await office.PostBatchAsync([.. facts.Select(fact => Events.Event(fact, order, source: "/authorities/berlin-mitte", time: $"2026-10-2{Array.IndexOf(facts, fact)}T08:00:00Z"))]);
        using var support = await installation.AsStaffAsync("support");

        List<JsonNode> moments = [];
        for (var moment = 2; moment <= 4; moment++)
        {
            moments.Add(await GetAsync(support, id, $"moment={moment}"));
        }

        moments.Select(moment => (string)moment["learnedAt"]!).Distinct().ShouldHaveSingleItem();
        moments.Select(moment => (string)moment["document"]!["stage"]!).ShouldBe(["ordered", "at-office", "handed-over"]);
    }

    [Theory]
    [InlineData("recorded=yesterday", "recorded")]
    [InlineData("recorded=2026-11-23", "recorded")]
    [InlineData("recorded=2026-11-23T00:00:00Z&moment=1", "moment")]
    [InlineData("moment=2", "moment")]
    [InlineData("moment=-1", "moment")]
    [InlineData("since=2", "since")]
    [InlineData("language=tlh", "language")]
    public async Task A_moment_that_cannot_be_is_explained(string query, string field)
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");

        using var answer = await support.GetAsync(Address(id, query), Cancellation);

        await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");

        (await answer.JsonAsync())["errors"]!.AsObject().Single().Key.ShouldBe(field);
    }

    private static async Task PostAsync(HttpClient office, string fact, string order, object data, string id) =>
        (await office.PostEventAsync(Events.Event(fact, order, data, "/authorities/berlin-mitte", $"{order}/{id}", "2026-11-23T08:00:00Z"))).StatusCode.ShouldBe(HttpStatusCode.Created);

    private static Uri Address(Guid id, string query) => new($"/api/v1/support/documents/{id}/as-of?{query}", UriKind.Relative);

    private static async Task<JsonNode> GetAsync(HttpClient http, Guid id, string query)
    {
        using var answer = await http.GetAsync(Address(id, query), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.JsonAsync();
    }

    private async Task<ImmutableArray<(AuthorityId Authority, Guid Document, OrderNumber Order, KnownFact Fact, DateTimeOffset At)>> RecordedAsync(string[] orders)
    {
        await using var command = installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(Recorded);
        command.Parameters.AddWithValue(orders);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<(AuthorityId, Guid, OrderNumber, KnownFact, DateTimeOffset)> facts = [];
        while (await reader.ReadAsync(Cancellation))
        {
            facts.Add((
                AuthorityId.Parse(reader.GetString(0)), reader.GetGuid(1), OrderNumber.Parse(reader.GetString(2)),
                new KnownFact(reader.GetGuid(3), FactJson.Read(reader.GetFieldValue<byte[]>(5), FactType.Named(reader.GetString(4))!)),
                reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return [.. facts];
    }
}
