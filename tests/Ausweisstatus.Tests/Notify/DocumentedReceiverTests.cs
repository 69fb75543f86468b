using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.Notify.Webhooks;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>Who copies a receiver from the docs gets one that believes us and nobody else.</summary>
[Collection(SharedWebhookInstallation.Name)]
public sealed class DocumentedReceiverTests(WebhookInstallation installation)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");

    public static TheoryData<string> Languages => [.. DocumentedReceiver.Languages];

    [Theory, MemberData(nameof(Languages))]
    public async Task It_does_once_what_is_delivered_and_nothing_that_is_forged_old_or_changed(string language)
    {
        var address = DocumentedReceiver.FreeAddress();
        var added = await (await office.PostAsJsonAsync("/api/v1/webhooks", new { url = address, authority = "berlin-mitte" })).JsonAsync();
        var (id, secret) = ((string)added["id"]!, (string)added["secret"]!);
        using var receiver = new DocumentedReceiver(language, address, secret);
        await Eventually.TrueAsync(() => IsListeningAsync(address));

        var order = NewOrder();
        (await installation.As("print-shop").PostEventAsync(Event("lost", order))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => receiver.Done.Any(line => line.Contains(order, StringComparison.Ordinal)));
        // Signed with two secrets from now on; the receiver knows the former one.
        (await office.PostAsync($"/api/v1/webhooks/{id}/secret", null)).EnsureSuccessStatusCode();
        ((bool)(await (await office.PostAsync($"/api/v1/webhooks/{id}/test", null)).JsonAsync())["delivered"]!).ShouldBeTrue(receiver.Said);

        var now = DateTimeOffset.UtcNow;
        (await SendAsync(address, secret, now)).ShouldBe(HttpStatusCode.NoContent, receiver.Said);
        (await SendAsync(address, secret, now)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(address, secret, now, sent: "{\"changed\":1}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(address, WebhookSecrets.TextOf(WebhookSecrets.New()), now)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(address, secret, now.AddMinutes(-6))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(address, secret, now.AddMinutes(6))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(address, secret: null, now)).ShouldBe(HttpStatusCode.Unauthorized);

        receiver.Done.Select(line => (string?)JsonNode.Parse(line)!["order"] ?? "").ShouldBe([order, "", "signed"], receiver.Said);
        await office.DeleteAsync($"/api/v1/webhooks/{id}");
    }

    private static async Task<HttpStatusCode> SendAsync(Uri address, string? secret, DateTimeOffset at, string? sent = null)
    {
        const string Id = "9c0c1a3e";
        const string Body = "{\"order\":\"signed\"}";
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(sent ?? Body) };
        if (secret is not null)
        {
            var key = Convert.FromBase64String(secret["whsec_".Length..]);
            request.Headers.Add("webhook-id", Id);
            request.Headers.Add("webhook-timestamp", $"{at.ToUnixTimeSeconds()}");
            request.Headers.Add("webhook-signature", WebhookSecrets.Sign([key], Id, at.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(Body)));
        }

        return (await http.SendAsync(request)).StatusCode;
    }

    private static async Task<bool> IsListeningAsync(Uri address)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
