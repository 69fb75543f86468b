using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Notify.Push;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Notify.Mail;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>Everybody may send us the address of a push service. We call those of browsers, and nobody else.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class PushAddressTests(MailInstallation installation)
{
    [Theory]
    [InlineData("http://127.0.0.1:9/push")]
    [InlineData("https://127.0.0.1/push")]
    [InlineData("https://10.1.2.3/push")]
    [InlineData("https://[::1]/push")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("http://fcm.googleapis.com/fcm/send/a")]
    [InlineData("https://fcm.googleapis.com:8443/fcm/send/a")]
    [InlineData("https://fcm.googleapis.com.example.org/a")]
    [InlineData("https://fcm.googleapis.com@example.org/a")]
    [InlineData("https://notfcm.googleapis.com/a")]
    [InlineData("https://push.apple.com/a")]
    [InlineData("https://evilpush.apple.com/a")]
    [InlineData("https://example.org/push")]
    [InlineData("push")]
    public void Such_an_endpoint_is_not_called_in_Production(string endpoint) =>
        PushTarget.WhatIsWrong(endpoint, new PushSettings(), isDevelopment: false).ShouldNotBeNull();

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/a:b")]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/a")]
    [InlineData("https://wns2-par02p.notify.windows.com/w/?token=a")]
    [InlineData("https://web.push.apple.com/a")]
    public void Push_services_of_browsers_are_called(string endpoint) =>
        PushTarget.WhatIsWrong(endpoint, new PushSettings(), isDevelopment: false).ShouldBeNull();

    [Fact]
    public async Task In_Production_nothing_is_sent_to_where_a_name_leads_if_that_is_not_public()
    {
        var production = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Microsoft.Extensions.Hosting.Environments.Production }).Environment;
        using var http = new OutgoingHttp(production, TimeProvider.System);
        var keys = installation.Services.GetRequiredService<PushKeys>();
        var sender = new PushSender(http, keys, Options.Create(new PushSettings { Services = ["localhost"] }), production);
        await using var service = await PushService.StartAsync();
        using var device = new Device(service);
        var names = device.Subscription["keys"]!;
        var target = new PushTarget("https://localhost/push", (string)names["p256dh"]!, (string)names["auth"]!, keys.CurrentVersion);

        var result = await sender.SendAsync(target, [], "topic", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        result.Failure.ShouldBe("address not allowed");
    }

    [Theory]
    [InlineData("endpoint", "https://example.org/push")]
    [InlineData("endpoint", "https://10.0.0.1/push")]
    [InlineData("keys.p256dh", "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("keys.p256dh", "not base64url")]
    [InlineData("keys.auth", "AAAA")]
    [InlineData("applicationServerKey", "BAAA")]
    public async Task What_no_browser_says_is_refused(string member, string value)
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        await using var service = await PushService.StartAsync();
        using var device = new Device(service);
        var subscription = device.Subscription;
        if (member.StartsWith("keys.", StringComparison.Ordinal))
        {
            subscription["keys"]![member["keys.".Length..]] = value;
        }
        else
        {
            subscription[member] = value;
        }

        var refusal = await device.AskAsync(subscriber, subscription: subscription);

        refusal.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await refusal.JsonAsync())["errors"]!["subscription." + member].ShouldNotBeNull();
    }
}
