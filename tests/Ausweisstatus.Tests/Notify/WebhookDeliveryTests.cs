using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Notify;
using Ausweisstatus.Tests.Intake;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>What an endpoint is told: every change, once, in order.</summary>
[Collection(SharedWebhookInstallation.Name)]
public sealed class WebhookDeliveryTests(WebhookInstallation installation)
{
    private static readonly string[] Story = ["order-confirmed", "production-started", "production-completed"];

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task Each_change_is_told_once_and_those_of_a_document_in_order()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        var orders = Enumerable.Range(0, 30).Select(_ => NewOrder()).ToList();

        await TellAsync(orders);

        await ToldAsync(receiver, orders);
    }

    [Fact]
    public async Task A_delivery_holds_the_change_and_is_signed()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        var order = NewOrder();

        await printShop.PostEventAsync(Event("lost", order, time: "2026-10-21T16:02:11Z"));
        await Eventually.TrueAsync(() => receiver.About(order).Count == 1);

        var delivery = receiver.About(order)[0];
        delivery.IsSignedWith(receiver.Secret).ShouldBeTrue();
        delivery.Headers["Content-Type"].ToString().ShouldBe("application/json");
        delivery.Json.AsObject().Remove("document").ShouldBeTrue();
        JsonNode.DeepEquals(delivery.Json, JsonNode.Parse($$"""
            { "id": "{{delivery.Id}}", "type": "de.ausweisstatus.status-changed.v1", "authority": "berlin-mitte", "order": "{{order}}", "kind": null,
              "before": null, "stage": "lost", "since": "2026-10-21T16:02:11Z", "correction": false }
            """)).ShouldBeTrue(delivery.Body);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_verify_and_the_new_one_is_another()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        var rotated = (string)(await (await office.PostAsync($"/api/v1/webhooks/{receiver.Id}/secret", null)).JsonAsync())["secret"]!;
        rotated.ShouldNotBe(receiver.Secret);
        var order = NewOrder();

        await printShop.PostEventAsync(Event("lost", order));
        await Eventually.TrueAsync(() => receiver.About(order).Count == 1);
        receiver.About(order)[0].IsSignedWith(rotated).ShouldBeTrue();
        receiver.About(order)[0].IsSignedWith(receiver.Secret).ShouldBeTrue();

        await ExecuteAsync("update ausweisstatus.webhooks set former_until = now() where id = $1", receiver.Id);
        await printShop.PostEventAsync(Event("production-started", order, time: "2026-10-22T16:02:11Z"));
        await Eventually.TrueAsync(() => receiver.About(order).Count == 2);
        receiver.About(order)[1].IsSignedWith(rotated).ShouldBeTrue();
        receiver.About(order)[1].IsSignedWith(receiver.Secret).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_node_on_the_same_database_doubles_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        await using var second = Host.Build([.. installation.NodeSettings, "--environment=Development"]);
        await second.StartAsync();
        var orders = Enumerable.Range(0, 60).Select(_ => NewOrder()).ToList();

        await Task.WhenAll(orders.Chunk(10).Select(TellAsync));
        await ToldAsync(receiver, orders);

        await second.StopAsync();
    }

    [Fact]
    public async Task A_commit_that_is_rolled_back_tells_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        var (rolledBack, committed) = (NewOrder(), NewOrder());
        var handler = installation.Services.GetServices<IStatusChangedHandler>().OfType<RecordChanges>().Single();

        foreach (var (order, commit) in new[] { (rolledBack, false), (committed, true) })
        {
            var document = new DocumentKey(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order));
            var change = new StatusChanged(document, 1, Ausweisstatus.Domain.Status.Unknown, Ausweisstatus.Domain.Status.Unknown with { Stage = Stage.Lost });
            await using var connection = new NpgsqlConnection(installation.ConnectionString);
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var afterwards = (await handler.HandleAsync([change], transaction)).ShouldNotBeNull();
            if (commit)
            {
                await transaction.CommitAsync();
                await afterwards();
            }
            else
            {
                await transaction.RollbackAsync();
            }
        }

        await Eventually.TrueAsync(() => receiver.About(committed).Count == 1);
        receiver.About(rolledBack).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_crash_left_leased_is_delivered_when_the_lease_is_over()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        await ExecuteAsync("update ausweisstatus.webhooks set lease = gen_random_uuid(), leased_until = now() + interval '2 seconds' where id = $1", receiver.Id);
        var order = NewOrder();

        var before = DateTimeOffset.UtcNow;
        await printShop.PostEventAsync(Event("lost", order));
        await Eventually.TrueAsync(() => receiver.About(order).Count == 1);

        (receiver.About(order)[0].At - before).ShouldBeGreaterThan(TimeSpan.FromSeconds(1), "the lease was not heeded");
    }

    [Fact]
    public async Task What_was_sent_but_not_noted_is_sent_again_under_the_same_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office);
        var order = NewOrder();
        await printShop.PostEventAsync(Event("lost", order));
        await Eventually.TrueAsync(async () => (string?)(await receiver.StateAsync())["lastSuccess"] is not null);

        await ExecuteAsync("update ausweisstatus.webhooks set position = position - 1 where id = $1", receiver.Id);
        await installation.As("operator").PostAsync($"/api/v1/operations/deliveries/{receiver.Id}/retry", null);
        await Eventually.TrueAsync(() => receiver.About(order).Count == 2);

        receiver.About(order)[1].Id.ShouldBe(receiver.About(order)[0].Id);
        receiver.About(order)[1].Body.ShouldBe(receiver.About(order)[0].Body);
    }

    [Fact]
    public async Task A_client_that_may_not_any_more_is_told_nothing()
    {
        using var former = await installation.AsNewAsync("former", Role.Authority, "berlin-mitte");
        await using var receiver = await WebhookReceiver.StartAsync(former);
        await new ClientRegistry(installation.Store, TimeProvider.System).RemoveAsync("former", null, CancellationToken.None);
        var order = NewOrder();
        // So long a removed client may be believed.
        await Eventually.TrueAsync(async () => (await former.GetAsync("/api/v1/webhooks")).StatusCode == System.Net.HttpStatusCode.Unauthorized);

        await printShop.PostEventAsync(Event("lost", order));

        await Eventually.TrueAsync(async () => (await StatesAsync()).Any(state => (Guid)state!["webhook"]! == receiver.Id && (string?)state["state"] == "disabled"));
        receiver.Deliveries.ShouldBeEmpty();
    }

    private async Task<JsonArray> StatesAsync() =>
        (await (await installation.As("operator").GetAsync("/api/v1/operations/deliveries")).JsonAsync()).AsArray();

    private async Task TellAsync(IReadOnlyCollection<string> orders)
    {
        foreach (var (fact, day) in Story.Select((fact, day) => (fact, day)))
        {
            (await (await printShop.PostBatchAsync([.. orders.Select(order => Event(fact, order, time: $"2026-10-2{day}T08:00:00Z"))])).JsonAsync())["accepted"]!
                .GetValue<int>().ShouldBe(orders.Count);
        }
    }

    /// <summary>As many changes as the feed has, each once, and of each document the one that follows after the one that went before.</summary>
    private static async Task ToldAsync(WebhookReceiver receiver, List<string> orders)
    {
        await Eventually.TrueAsync(() => orders.All(order => receiver.About(order).Any(delivery => (string?)delivery.Json["stage"] == "produced")));

        foreach (var order in orders)
        {
            var told = receiver.About(order);
            told.Select(delivery => delivery.Id).ShouldBeUnique();
            told.Select(delivery => (string?)delivery.Json["before"]).ShouldBe([null, .. told.SkipLast(1).Select(delivery => (string?)delivery.Json["stage"])]);
        }
    }

    private async Task ExecuteAsync(string sql, Guid id)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(id);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
