using Ausweisstatus.Tests;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>"On this device": with a real browser and its service worker, and a push service of our own.</summary>
public sealed class DeviceTests(RunningPages pages, Chromium chromium)
{
    [Fact]
    public async Task Who_presses_the_button_is_told_on_the_device_and_ends_it_again()
    {
        using var device = pages.NewDevice();
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en") { IsNotified = true });
        await visit.AllowPushAsync(device);
        // A document has five places for devices, and other tests take some of the one that is made.
        await visit.AskAsync(pages.PhotoRefused);
        (await visit.Page.IsVisibleAsync("#device-stop")).ShouldBeFalse();

        await visit.PressOnDeviceAsync("start", "told");
        await Eventually.TrueAsync(() => device.Pushes.Count == 1);
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("device-stop");

        await DeliverAsync(visit, device.Pushes[0].Content.ToJsonString());
        var shown = "";
        await Eventually.TrueAsync(async () => (shown = await visit.Page.EvaluateAsync<string>("""
            navigator.serviceWorker.ready.then(worker => worker.getNotifications())
              .then(all => all.map(one => `${one.title} ${one.body} ${one.tag} ${one.lang} ${one.data}`).join())
            """)).Length > 0);
        shown.ShouldBe($"We will notify you here As soon as there is news about your document. {device.Pushes[0].Topic} en /?lang=en");

        var ended = await visit.Page.RunAndWaitForResponseAsync(() => visit.PressOnDeviceAsync("stop", "stopped"), response => response.Request.Method == "DELETE");
        ended.Status.ShouldBe(204);
        (await visit.Page.IsVisibleAsync("#device-stop")).ShouldBeFalse();
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("device-start");
    }

    [Fact]
    public async Task Without_scripts_nothing_of_it_is_seen()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = false });
        await visit.AskAsync(pages.InProduction);

        (await visit.Page.Locator("#device").CountAsync()).ShouldBe(1);
        (await visit.Page.IsVisibleAsync("#device")).ShouldBeFalse();
        (await visit.Page.IsVisibleAsync("#address")).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_refuses_and_whose_browser_fails_reads_so()
    {
        using var device = pages.NewDevice();
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.AskAsync(pages.InProduction);
        await visit.PressOnDeviceAsync("start", "denied");

        await visit.AllowPushAsync(device);
        await visit.Page.EvaluateAsync("() => { PushManager.prototype.subscribe = () => Promise.reject(new DOMException('', 'AbortError')); }");
        await visit.PressOnDeviceAsync("start", "failed");
        (await visit.Page.IsVisibleAsync("#device [data-state=denied]")).ShouldBeFalse();
        (await visit.Page.IsVisibleAsync("#device-start")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_service_worker_is_asked_for_anew_each_time_and_may_serve_the_whole_site()
    {
        using var http = new HttpClient { BaseAddress = pages.Url };
        var worker = await http.GetAsync("/push.js", TestContext.Current.CancellationToken);

        worker.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        worker.Headers.CacheControl!.NoCache.ShouldBeTrue();
        worker.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("worker-src 'self'");
    }

    // As a push service hands it to the browser, which decrypts it.
    private static async Task DeliverAsync(Visit visit, string content)
    {
        var tools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        var registered = new TaskCompletionSource<string>();
        tools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, update) =>
        {
            foreach (var registration in update!.Value.GetProperty("registrations").EnumerateArray())
            {
                registered.TrySetResult(registration.GetProperty("registrationId").GetString()!);
            }
        };
        await tools.SendAsync("ServiceWorker.enable");
        var id = await registered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var origin = visit.Pages.Url.GetLeftPart(UriPartial.Authority);
        await tools.SendAsync("ServiceWorker.deliverPushMessage", new() { ["origin"] = origin, ["registrationId"] = id, ["data"] = content });
    }
}
