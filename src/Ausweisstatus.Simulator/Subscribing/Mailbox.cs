using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ausweisstatus.Simulator.Sending;

namespace Ausweisstatus.Simulator.Subscribing;

/// <summary>A mail as it arrived.</summary>
internal sealed record ReceivedMail(string To, string MessageId, string Text)
{
    private const string SubscriptionPath = "/subscription/";

    /// <summary>Where it is confirmed, as a path of the host.</summary>
    public string? Link => Text.Split('\n').Select(line => line.Trim())
        .Where(line => line.Contains(SubscriptionPath, StringComparison.Ordinal))
        .Select(line => line[line.IndexOf(SubscriptionPath, StringComparison.Ordinal)..])
        .FirstOrDefault();
}

/// <summary>The mailboxes of all subscribers: what the host sent to its mail server, which in Development can be read.</summary>
internal sealed class Mailbox(RetryingHttpClient http)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ReceivedMail>> mails = new(StringComparer.Ordinal);
    private int count;
    private long next;

    /// <summary>How many mails have arrived.</summary>
    public int Count => Volatile.Read(ref count);

    public IReadOnlyList<ReceivedMail> Of(string address) => mails.TryGetValue(address, out var own) ? [.. own] : [];

    /// <summary>Goes on fetching until it is told to stop: the host does not keep them for ever.</summary>
    public async Task Follow(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Fetch(stop);
            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Fetches what has come since.</summary>
    /// <exception cref="StoppedException">There are no mails to be read.</exception>
    public async Task Fetch(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await http.Send(
                () => new HttpRequestMessage(HttpMethod.Get, $"/dev/mail/since/{next}"),
                async (response, stop) => response.StatusCode is HttpStatusCode.OK
                    ? (await response.Content.ReadFromJsonAsync<Page>(JsonSerializerOptions.Web, stop))!
                    : throw new StoppedException("The host shows no mails at /dev/mail. --subscribe needs a host of Development without Mail__Host, as './ausweis run' starts it."),
                cancellation);
            foreach (var mail in page.Mails)
            {
                mails.GetOrAdd(mail.To, _ => new()).Enqueue(mail);
            }

            Interlocked.Add(ref count, page.Mails.Count);
            next = page.Next;
            if (page.Mails.Count == 0)
            {
                return;
            }
        }
    }

    private sealed record Page(IReadOnlyList<ReceivedMail> Mails, long Next);
}
