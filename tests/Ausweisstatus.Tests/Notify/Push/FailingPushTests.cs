using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Notify.Mail;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>Push services that fail in the ways that push services have.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class FailingPushTests(MailInstallation installation) : IAsyncLifetime
{
    private PushService service = null!;

    public async ValueTask InitializeAsync() => service = await PushService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_device_that_is_gone_is_forgotten()
    {
        await Task.WhenAll(new[] { 404, 410 }.Select(async status =>
        {
            var (device, subscriber) = await Devices.ToldAsync(installation, service);
            service.Answer(device.Endpoint, (context, _) => Answer(context, status));

            await subscriber.ReadyAsync();

            await Eventually.TrueAsync(async () => await subscriber.RowsAsync() == 0);
            device.News.Count.ShouldBe(1);
        }));
    }

    [Fact]
    public async Task A_device_that_never_was_keeps_its_place_so_that_nobody_has_us_try_one_after_another()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        using var device = new Device(service);
        service.Answer(device.Endpoint, (context, _) => Answer(context, 410));

        await device.AskAsync(subscriber);
        await Eventually.TrueAsync(() => device.Pushes.Count == 1);
        await subscriber.QuietAsync();
        await subscriber.ReadyAsync();

        (await subscriber.RowsAsync()).ShouldBe(1);
        device.Pushes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_500_the_same_comes_again_under_the_same_topic()
    {
        var (device, subscriber) = await Devices.ToldAsync(installation, service);
        service.Answer(device.Endpoint, (context, n) => Answer(context, n == 1 ? 500 : 201));

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => device.News.Count == 2);
        await subscriber.QuietAsync();

        device.News.Count.ShouldBe(2);
        device.News[1].Topic.ShouldBe(device.News[0].Topic);
        device.News[1].Content.ToJsonString().ShouldBe(device.News[0].Content.ToJsonString());
    }

    [Fact]
    public async Task Retry_After_is_heeded()
    {
        var (device, subscriber) = await Devices.ToldAsync(installation, service);
        service.Answer(device.Endpoint, (context, n) =>
        {
            context.Response.Headers.RetryAfter = "3";
            return Answer(context, n == 1 ? 429 : 201);
        });

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => device.News.Count == 2);

        (device.News[1].At - device.News[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(2.9));
    }

    [Fact]
    public async Task A_push_service_that_hangs_is_left_and_holds_up_no_other_device_nor_does_a_mail_server_that_hangs()
    {
        var (hanging, first) = await Devices.ToldAsync(installation, service);
        var (other, second) = await Devices.ToldAsync(installation, service);
        await second.AskAsync();
        await second.ConfirmAsync();
        var held = new TaskCompletionSource();
        installation.Rule(second.Address, async cancellation =>
        {
            await held.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        });
        service.Answer(hanging.Endpoint, async (context, n) =>
        {
            if (n == 1)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

        await first.ReadyAsync();
        await second.ReadyAsync();
        await Eventually.TrueAsync(() => other.News.Count == 1 && hanging.News.Count == 2);
        hanging.News[1].Topic.ShouldBe(hanging.News[0].Topic);
        second.News.ShouldBeEmpty();

        held.SetResult();
        installation.Rule(second.Address, null);
        await Eventually.TrueAsync(() => second.News.Count == 1);
    }

    [Fact]
    public async Task Where_it_is_our_fault_the_device_is_kept_and_operators_see_it()
    {
        using var @operator = installation.As("operator");
        await Task.WhenAll(new[] { 400, 401, 403, 413 }.Select(async status =>
        {
            var (device, subscriber) = await Devices.ToldAsync(installation, service);
            service.Answer(device.Endpoint, (context, _) => Answer(context, status));

            await subscriber.ReadyAsync();
            await Eventually.TrueAsync(async () => Failures(await StateAsync(@operator)).Contains($"answered {status}"));
            service.Answer(device.Endpoint, (context, _) => Answer(context, 201));
            await subscriber.QuietAsync();

            (await subscriber.RowsAsync()).ShouldBe(1);
            Failures(await StateAsync(@operator)).ShouldNotContain($"answered {status}");
        }));
    }

    [Fact]
    public async Task An_endless_answer_is_dropped_also_where_it_is_a_failure()
    {
        var (device, subscriber) = await Devices.ToldAsync(installation, service);
        var chunk = new byte[64 * 1024];
        service.Answer(device.Endpoint, async (context, n) =>
        {
            context.Response.StatusCode = n == 1 ? 400 : 201;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk);
                await Task.Delay(1);
            }
        });

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => device.News.Count == 2);
        await subscriber.QuietAsync();

        // Who reads on has no answer in time, and sends the same again.
        device.News.Select(push => push.Topic).ShouldBeUnique();
    }

    private static IEnumerable<string?> Failures(JsonNode state) => state["failures"]!.AsArray().Select(failure => (string?)failure!["failure"]);

    private static async Task<JsonNode> StateAsync(HttpClient @operator) => await (await @operator.GetAsync("/api/v1/operations/push")).JsonAsync();

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
