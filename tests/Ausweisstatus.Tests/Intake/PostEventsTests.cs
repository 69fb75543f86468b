using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

[Collection(SharedInstallation.Name)]
public sealed class PostEventsTests(Installation installation)
{
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task A_structured_event_is_accepted_once_and_then_known()
    {
        var dispatched = Event("dispatched", NewOrder(), new { to = "office", carrier = "DHL" });

        var first = await printShop.PostEventAsync(dispatched);
        var again = await printShop.PostEventAsync(dispatched);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await again.JsonAsync())["outcome"]).ShouldBe("duplicate");
    }

    [Fact]
    public async Task A_binary_event_is_accepted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events");
        request.Headers.Add("ce-specversion", "1.0");
        request.Headers.Add("ce-id", Guid.NewGuid().ToString());
        request.Headers.Add("ce-source", PrintShop);
        request.Headers.Add("ce-type", "de.ausweisstatus.dispatched.v1");
        request.Headers.Add("ce-subject", $"berlin-mitte/{NewOrder()}");
        request.Headers.Add("ce-time", "2026-10-21T16:02:11Z");
        request.Content = new StringContent("""{"to":"office"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        (await printShop.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_id_with_another_content_is_refused()
    {
        var order = NewOrder();
        var first = Event("dispatched", order, new { to = "office" });
        await printShop.PostEventAsync(first);

        var other = await printShop.PostEventAsync(Event("dispatched", order, new { to = "holder" }, id: (string)first["id"]!));
        var elsewhere = await printShop.PostEventAsync(Event("dispatched", NewOrder(), new { to = "office" }, id: (string)first["id"]!));

        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await other.SlugAsync()).ShouldBe("event-id-reused");
        (await elsewhere.SlugAsync()).ShouldBe("event-id-reused");
    }

    [Fact]
    public async Task An_id_is_used_up_across_authorities()
    {
        var id = Guid.NewGuid().ToString();
        await printShop.PostEventAsync(Event("dispatched", "berlin-mitte/1", new { to = "office" }, id: id));

        var other = await printShop.PostEventAsync(Event("dispatched", "berlin-pankow/1", new { to = "office" }, id: id));

        (await other.SlugAsync()).ShouldBe("event-id-reused");
    }

    [Fact]
    public async Task A_rejected_fact_of_a_batch_holds_back_none_of_the_others()
    {
        var known = Event("production-started", NewOrder());
        await printShop.PostEventAsync(known);

        var response = await printShop.PostBatchAsync(
            Event("dispatched", NewOrder(), new { to = "office" }), known, Event("dispatched", NewOrder(), new { to = "the moon" }));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.JsonAsync();
        ((int)answer["accepted"]!, (int)answer["duplicates"]!, (int)answer["rejected"]!).ShouldBe((1, 1, 1));
        answer["results"]!.AsArray().Select(result => (string)result!["outcome"]!).ShouldBe(["accepted", "duplicate", "rejected"]);
        ((string)answer["results"]![2]!["problem"]!["type"]!).ShouldBe("urn:ausweisstatus:problem:invalid-data");
        ((int)answer["results"]![2]!["index"]!).ShouldBe(2);
    }

    [Fact]
    public async Task A_fact_that_is_twice_in_one_batch_is_recorded_once()
    {
        var fact = Event("production-started", NewOrder());

        var answer = await (await printShop.PostBatchAsync(fact, fact)).JsonAsync();

        ((int)answer["accepted"]!, (int)answer["duplicates"]!).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_repetition_is_known_however_many_facts_came_between()
    {
        var fact = Event("production-started", NewOrder());
        await printShop.PostEventAsync(fact);

        // Where many facts come without a repetition, the next one is noticed by the unique index, and those right after by a question.
        for (var between = 0; between < 150; between++)
        {
            (await printShop.PostEventAsync(Event("production-started", NewOrder()))).StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        for (var again = 0; again < 3; again++)
        {
            var answer = await (await printShop.PostBatchAsync(Event("dispatched", NewOrder(), new { to = "office" }), fact)).JsonAsync();
            ((int)answer["accepted"]!, (int)answer["duplicates"]!, (int)answer["rejected"]!).ShouldBe((1, 1, 0));
        }
    }

    [Fact]
    public async Task The_same_fact_a_hundred_times_at_once_is_recorded_once()
    {
        var fact = Event("production-started", NewOrder());

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => printShop.PostEventAsync(fact)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(99);
    }

    [Fact]
    public async Task Facts_of_one_document_that_arrive_at_once_are_all_in_it()
    {
        var order = NewOrder();
        string[] facts = ["order-confirmed", "production-started", "production-completed", "quality-rejected"];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => printShop.PostEventAsync(Event(facts[n % 4], order, time: $"2026-10-{10 + (n / 4)}T0{n % 4}:00:00Z"))));

        await using var session = installation.Store.QuerySession("berlin-mitte");
        var id = Domain.DocumentId.Of(Domain.AuthorityId.Parse("berlin-mitte"), Domain.OrderNumber.Parse(order));
        var document = await session.LoadAsync<Domain.Document>(id);
        document!.Facts.Length.ShouldBe(40);
        document.Status.ShouldBe(Domain.Document.Of(document.Authority, document.Order).With(document.Facts.Reverse()).Status);
    }

    [Fact]
    public async Task Facts_that_begin_the_same_documents_at_once_are_all_in_them()
    {
        for (var round = 0; round < 5; round++)
        {
            var orders = Enumerable.Range(0, 300).Select(_ => NewOrder()).ToList();

            await Task.WhenAll(new[] { "order-confirmed", "production-started", "production-completed", "lost" }
                .Select(fact => printShop.PostBatchAsync([.. orders.Select(order => Event(fact, order))])));

            await using var session = installation.Store.QuerySession("berlin-mitte");
            var documents = await session.LoadManyAsync<Domain.Document>(
                orders.Select(order => Domain.DocumentId.Of(Domain.AuthorityId.Parse("berlin-mitte"), Domain.OrderNumber.Parse(order))));
            documents.Count.ShouldBe(orders.Count);
            documents.ShouldAllBe(document => document.Facts.Length == 4);
        }
    }

    [Fact]
    public async Task A_stream_of_twenty_thousand_events_is_answered_line_by_line()
    {
        var order = NewOrder();
        var lines = string.Join('\n', Enumerable.Range(0, 20_000).Select(n => Event("production-started", $"{order}-{n % 5000}", id: $"{order}/{n}").ToJsonString()));

        var response = await printShop.PostTextAsync(lines, "application/x-ndjson");

        var answers = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBe(20_001);
        ((int)JsonNode.Parse(answers[19_999])!["index"]!).ShouldBe(19_999);
        ((int)JsonNode.Parse(answers[^1])!["accepted"]!).ShouldBe(20_000);
    }

    [Fact]
    public async Task A_line_too_long_is_refused_and_the_next_is_read()
    {
        var good = Event("production-started", NewOrder()).ToJsonString();
        var endless = new string('x', 3_000_000);

        var response = await printShop.PostTextAsync($"{good}\n{endless}\n\n{good}\n{endless}", "application/x-ndjson");

        var answers = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.SkipLast(1).Select(line => (string)JsonNode.Parse(line)!["outcome"]!).ShouldBe(["accepted", "rejected", "duplicate", "rejected"]);
        ((string)JsonNode.Parse(answers[1])!["problem"]!["type"]!).ShouldEndWith("event-too-large");
    }
}
