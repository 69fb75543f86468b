using System.Globalization;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>Endpoints that fail in every way that endpoints have.</summary>
[Collection(SharedWebhookInstallation.Name)]
public sealed class FailingWebhookTests(WebhookInstallation installation)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient printShop = installation.As("print-shop");
    private readonly HttpClient @operator = installation.As("operator");

    [Fact]
    public async Task After_a_500_the_same_comes_again_and_then_what_follows()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office, (context, n) => Answer(context, n == 1 ? 500 : 200));
        var order = await LoseAsync();
        await printShop.PostEventAsync(Event("production-started", order, time: "2026-10-22T16:02:11Z"));

        await Eventually.TrueAsync(() => receiver.About(order).Count == 3);

        receiver.About(order)[1].Id.ShouldBe(receiver.About(order)[0].Id);
        receiver.About(order)[2].Id.ShouldNotBe(receiver.About(order)[1].Id);
        await Eventually.TrueAsync(async () => (string?)(await receiver.StateAsync())["state"] == "active");
    }

    [Fact]
    public async Task Retry_After_is_heeded()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office, (context, n) =>
        {
            context.Response.Headers.RetryAfter = "3";
            return Answer(context, n == 1 ? 429 : 200);
        });
        var order = await LoseAsync();

        await Eventually.TrueAsync(() => receiver.About(order).Count == 2);

        (receiver.About(order)[1].At - receiver.About(order)[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(2.9));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_is_left_and_holds_up_no_other()
    {
        await using var hanging = await WebhookReceiver.StartAsync(office, async (context, n) =>
        {
            if (n == 1)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        await using var other = await WebhookReceiver.StartAsync(office);
        var order = await LoseAsync();

        await Eventually.TrueAsync(() => other.About(order).Count == 1 && hanging.About(order).Count == 2);

        hanging.About(order)[1].Id.ShouldBe(hanging.About(order)[0].Id);
        other.About(order)[0].At.ShouldBeLessThan(hanging.About(order)[1].At);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync(office: null);
        await using var receiver = await WebhookReceiver.StartAsync(office, (context, n) =>
        {
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Answer(context, n == 1 ? 307 : 200);
        });
        var order = await LoseAsync();

        await Eventually.TrueAsync(() => receiver.About(order).Count == 2);

        elsewhere.Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endless_answer_is_dropped()
    {
        var chunk = new byte[1024 * 1024];
        await using var receiver = await WebhookReceiver.StartAsync(office, async (context, n) =>
        {
            context.Response.StatusCode = 200;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk);
            }
        });
        var order = await LoseAsync();
        await printShop.PostEventAsync(Event("production-started", order, time: "2026-10-22T16:02:11Z"));

        await Eventually.TrueAsync(() => receiver.About(order).Count == 2);

        // Who reads on has no answer in time, and sends the same again.
        receiver.About(order).Select(delivery => delivery.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Gone_disables_at_once_and_an_operator_can_begin_anew()
    {
        var gone = true;
        await using var receiver = await WebhookReceiver.StartAsync(office, (context, _) => Answer(context, gone ? 410 : 200));
        var first = await LoseAsync();
        await Eventually.TrueAsync(async () => (string?)(await receiver.StateAsync())["state"] == "disabled");
        ((string?)(await receiver.StateAsync())["disabled"]).ShouldBe("answered 410");

        var second = await LoseAsync();
        var state = await DeliveriesAsync(receiver);
        ((long)state["behind"]!).ShouldBe(2);
        ((string?)state["host"]).ShouldBe("127.0.0.1");
        receiver.Deliveries.Count.ShouldBe(1);

        gone = false;
        (await @operator.PostAsync($"/api/v1/operations/deliveries/{receiver.Id}/retry", null)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        await Eventually.TrueAsync(() => receiver.About(first).Count == 2 && receiver.About(second).Count == 1);
        await Eventually.TrueAsync(async () => (long)(await DeliveriesAsync(receiver))["behind"]! == 0);
    }

    [Fact]
    public async Task Who_fails_after_the_last_pause_is_disabled_and_it_is_said()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office, (context, _) => Answer(context, 503));
        var order = await LoseAsync();

        await Eventually.TrueAsync(async () => (string?)(await receiver.StateAsync())["state"] == "disabled");

        receiver.About(order).Count.ShouldBe(4, "the first try and one after each of three pauses");
        var state = await receiver.StateAsync();
        ((string?)state["disabled"], (string?)state["lastFailure"], (int)state["failures"]!).ShouldBe(("failed too long", "answered 503", 4));
        DateTimeOffset.Parse((string)state["failingSince"]!, CultureInfo.InvariantCulture).ShouldBeLessThan(DateTimeOffset.UtcNow);
    }

    private async Task<JsonNode> DeliveriesAsync(WebhookReceiver receiver) =>
        (await (await @operator.GetAsync("/api/v1/operations/deliveries")).JsonAsync()).AsArray().Single(state => (Guid)state!["webhook"]! == receiver.Id)!;

    private async Task<string> LoseAsync()
    {
        var order = NewOrder();
        (await printShop.PostEventAsync(Event("lost", order))).EnsureSuccessStatusCode();
        return order;
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
