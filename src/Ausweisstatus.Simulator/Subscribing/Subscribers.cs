using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Sending;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Subscribing;

/// <summary>
/// Has every document listened to before anything is told of it: each office registers a webhook, and each applicant subscribes by e-mail and
/// confirms.
/// </summary>
internal sealed class Subscribers(
    Run run, int documents, IReadOnlyDictionary<Client, ApiClient> apis, RetryingHttpClient http, Tally tally, WebhookReceiver receiver, Mailbox mailbox)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly List<(ApiClient Api, Guid Webhook)> webhooks = [];
    private int asked;
    private int confirmed;

    /// <summary>Half of the work is to ask, half to confirm.</summary>
    public double Done => (Volatile.Read(ref asked) + Volatile.Read(ref confirmed)) / 2.0;

    public int Confirmed => Volatile.Read(ref confirmed);

    public static string AddressOf(Application application) => $"{application.Order.ToLowerInvariant()}@example.org";

    /// <exception cref="StoppedException">Documents are known already, or the mails that ask for a confirmation do not come.</exception>
    public async Task Subscribe(CancellationToken cancellation)
    {
        foreach (var authority in Authority.All)
        {
            var api = apis[Client.Office(authority)];
            var (webhook, secret) = await api.AddWebhook(receiver.AddressOf(authority.Slug), authority.Slug, cancellation);
            receiver.Trust(authority.Slug, secret);
            webhooks.Add((api, webhook));
        }

        var all = Enumerable.Range(0, documents);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = failed.Token }, async (index, stop) => await Ask(index, stop));
        var confirming = Confirm([.. all.Select(index => AddressOf(FedDocument.Of(run, index).Application))], failed.Token);
        // Where one of the two fails, the other has nothing to wait for.
        var first = await Task.WhenAny(asking, confirming);
        await (first.IsFaulted ? failed.CancelAsync() : Task.CompletedTask);
        await first;
        await Task.WhenAll(asking, confirming);
    }

    /// <summary>The webhooks are deregistered; mails end by themselves when a document is handed over.</summary>
    public async Task Leave(CancellationToken cancellation)
    {
        foreach (var (api, webhook) in webhooks)
        {
            await api.RemoveWebhook(webhook, cancellation);
        }
    }

    private async Task Ask(int index, CancellationToken cancellation)
    {
        var fed = FedDocument.Of(run, index);
        var registration = fed.Sendings.OfType<Registration>().First();
        var reference = await apis[registration.By].Register(registration, cancellation);
        if (reference is null || tally.Of(Outcome.Duplicate) > 0)
        {
            throw new StoppedException("The host knows these documents already. --subscribe has to hear of them from the beginning: give another --seed.");
        }

        var body = new { reference, dateOfBirth = fed.Application.DateOfBirth, channel = "email", address = AddressOf(fed.Application), language = "de" };
        await Expect(HttpStatusCode.Accepted, () => new(HttpMethod.Post, "/api/v1/subscriptions") { Content = JsonContent.Create(body) }, cancellation);
        Interlocked.Increment(ref asked);
    }

    private async Task Confirm(HashSet<string> waiting, CancellationToken cancellation)
    {
        for (var lastMail = TimeProvider.System.GetTimestamp(); waiting.Count > 0;)
        {
            var arrived = waiting.Where(address => mailbox.Of(address).Count > 0).ToList();
            await Parallel.ForEachAsync(arrived, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (address, stop) =>
            {
                var link = mailbox.Of(address)[0].Link ?? throw new StoppedException("A mail that asks for a confirmation has no link.");
                await Expect(
                    HttpStatusCode.OK,
                    () => new(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([new("do", "confirm")]), Headers = { { "Accept", "text/html" } } },
                    stop);
                Interlocked.Increment(ref confirmed);
            });
            waiting.ExceptWith(arrived);
            lastMail = arrived.Count > 0 ? TimeProvider.System.GetTimestamp() : lastMail;
            if (TimeProvider.System.GetElapsedTime(lastMail) > Patience)
            {
                throw new StoppedException($"{waiting.Count:N0} mails that ask for a confirmation have not come within a minute.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private Task<bool> Expect(HttpStatusCode expected, Func<HttpRequestMessage> request, CancellationToken cancellation) => http.Send(
        request,
        async (response, stop) => response.StatusCode == expected ? true : throw await Answers.Refused(response, stop),
        cancellation);
}
