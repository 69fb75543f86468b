using Ausweisstatus.Tests.Notify.Mail;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>What many requests at once do.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class PushLimitTests(MailInstallation installation) : IAsyncLifetime
{
    private PushService service = null!;

    public async ValueTask InitializeAsync() => service = await PushService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_document_is_told_to_at_most_five_devices_however_many_ask_at_once_and_mails_have_places_of_their_own()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        var devices = Enumerable.Range(0, 40).Select(_ => new Device(service)).ToArray();

        await Task.WhenAll(devices.Select(device => device.AskAsync(subscriber)));
        await subscriber.QuietAsync();

        (await subscriber.RowsAsync()).ShouldBe(6);
        devices.Count(device => device.Pushes.Count > 0).ShouldBe(5);
    }

    [Fact]
    public async Task A_device_that_asks_many_times_at_once_is_told_once()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        using var device = new Device(service);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => device.AskAsync(subscriber)));
        await subscriber.QuietAsync();
        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => device.News.Count > 0);
        await subscriber.QuietAsync();

        (await subscriber.RowsAsync()).ShouldBe(1);
        device.News.Count.ShouldBe(1);
    }
}
