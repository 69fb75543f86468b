using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Notify.Mail;
using Ausweisstatus.Tests.Status;
using Shouldly;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>What the owner of a device does.</summary>
internal static class Devices
{
    /// <summary>A device that is told about a document.</summary>
    public static async Task<(Device Device, Subscriber Subscriber)> ToldAsync(MailInstallation installation, PushService service, string language = "en")
    {
        var (device, subscriber) = (new Device(service), await Subscriber.WithDocumentAsync(installation));
        (await device.AskAsync(subscriber, language)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(() => device.Pushes.Count > 0);
        await subscriber.QuietAsync();
        return (device, subscriber);
    }

    public static async Task<HttpResponseMessage> AskAsync(
        this Device device, Subscriber subscriber, string language = "en", string? reference = null, string dateOfBirth = Citizens.Born, JsonObject? subscription = null)
    {
        var wanted = new { reference = reference ?? subscriber.Reference, dateOfBirth, channel = "web-push", language, subscription = subscription ?? device.Subscription };
        return await subscriber.Citizen.PostAsJsonAsync("/api/v1/subscriptions", wanted);
    }

    public static async Task<HttpResponseMessage> EndAsync(this Device device, HttpClient citizen, string? endpoint = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/subscriptions") { Content = JsonContent.Create(new { endpoint = endpoint ?? device.Endpoint.AbsoluteUri }) };
        return await citizen.SendAsync(request);
    }
}
