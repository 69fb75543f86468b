using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Drills.Ground;

/// <summary>
/// Senders who each send a fact, or a batch, again and again until it is acknowledged, as documentation tells them to, and a citizen who
/// keeps asking. They take note of every acknowledgement and of every answer that is none of those that they may get.
/// </summary>
internal sealed class Load(DrillInstallation installation, Uri address)
{
    private const int Singles = 6;
    private const int Batches = 2;
    private const int FactsOfBatch = 40;
    private const int Documents = 150;
    private const string Source = "/print-shops/bdr";

    private static readonly string[] Facts = ["order-confirmed", "production-started", "production-completed", "quality-rejected", "lost"];
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentBag<Guid> acknowledged = [];
    private readonly ConcurrentDictionary<HttpStatusCode, int> answers = [];
    private readonly ConcurrentDictionary<HttpStatusCode, int> asked = [];
    private readonly string orders = $"D-{Guid.NewGuid():n}";
    private int lost;

    /// <summary>Where the node listens; it may move.</summary>
    public Uri Address { get; set; } = address;

    /// <summary>Ids of the facts that were acknowledged.</summary>
    public IReadOnlyCollection<Guid> Acknowledged => acknowledged;

    /// <summary>Requests whose connection ended without an answer.</summary>
    public int Lost => lost;

    /// <summary>How many posts, or questions of the citizen, were answered so.</summary>
    public int Posts(HttpStatusCode status) => answers.GetValueOrDefault(status);

    public int Questions(HttpStatusCode status) => asked.GetValueOrDefault(status);

    /// <summary>Works until it is told to stop; what was begun is acknowledged before it returns.</summary>
    /// <exception cref="DrillFailedException">An answer that nobody may get.</exception>
    public async Task WorkAsync(CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
        var question = await RegisterAsync(http);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] work =
        [
            .. Enumerable.Range(0, Singles).Select(sender => SendAsync(http, $"single-{sender}", 1, failed.Token)),
            .. Enumerable.Range(0, Batches).Select(sender => SendAsync(http, $"batch-{sender}", FactsOfBatch, failed.Token)),
            AskAsync(http, question, failed.Token),
        ];
        await foreach (var one in Task.WhenEach(work))
        {
            if (one.IsFaulted)
            {
                await failed.CancelAsync();
            }
        }

        await Task.WhenAll(work);
    }

    private async Task SendAsync(HttpClient http, string sender, int atOnce, CancellationToken stop)
    {
        for (var sent = 0; !stop.IsCancellationRequested; sent += atOnce)
        {
            var events = Enumerable.Range(sent, atOnce).Select(number => Event($"{orders}/{sender}/{number}")).ToArray();
            await UntilAcknowledgedAsync(http, events);
            foreach (var one in events)
            {
                acknowledged.Add(FactId.Of(Source, (string)one["id"]!));
            }

            // What was acknowledged is known from now on.
            if (Random.Shared.Next(20) == 0 && await UntilAcknowledgedAsync(http, events) is var (accepted, _) && accepted > 0)
            {
                throw new DrillFailedException($"{accepted} of {atOnce} facts that had been acknowledged before were taken for new ones.");
            }
        }
    }

    /// <returns>How many were new at the last try, how many known.</returns>
    private async Task<(int Accepted, int Known)> UntilAcknowledgedAsync(HttpClient http, JsonObject[] events)
    {
        while (true)
        {
            using var answer = events.Length == 1
                ? await PostAsync(http, "/api/v1/events", "application/cloudevents+json", events[0].ToJsonString(), "print-shop")
                : await PostAsync(http, "/api/v1/events", "application/cloudevents-batch+json", $"[{string.Join(',', events.Select(one => one.ToJsonString()))}]", "print-shop");
            if (answer is not null)
            {
                answers.AddOrUpdate(answer.StatusCode, 1, (_, times) => times + 1);
            }

            switch (answer?.StatusCode)
            {
                case null or HttpStatusCode.ServiceUnavailable:
                    await Task.Delay(BetweenTries);
                    break;
                case HttpStatusCode.Created:
                    return (1, 0);
                case HttpStatusCode.OK when events.Length == 1:
                    return (0, 1);
                case HttpStatusCode.OK:
                    var tally = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                    var (accepted, known) = ((int)tally["accepted"]!, (int)tally["duplicates"]!);
                    if (accepted + known == events.Length)
                    {
                        return (accepted, known);
                    }

                    // An outage in the middle is a result of each of them: to be sent again, like the whole.
                    var refused = tally["results"]!.AsArray().Where(result => (string)result!["outcome"]! == "rejected").ToList();
                    if (refused.Any(result => (int)result!["problem"]!["status"]! != 503))
                    {
                        throw new DrillFailedException($"A good fact of a batch was refused: {refused[0]!.ToJsonString()}");
                    }

                    await Task.Delay(BetweenTries);
                    break;
                default:
                    throw new DrillFailedException($"A good fact was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    private async Task AskAsync(HttpClient http, string question, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var answer = await PostAsync(http, "/api/v1/status", "application/json", question, client: null);
            if (answer is not null)
            {
                asked.AddOrUpdate(answer.StatusCode, 1, (_, times) => times + 1);
                if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable))
                {
                    throw new DrillFailedException($"A citizen was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
                }
            }

            await Task.Delay(BetweenTries, CancellationToken.None);
        }
    }

    private async Task<string> RegisterAsync(HttpClient http)
    {
        var registration = JsonSerializer.Serialize(new { authority = "berlin-mitte", order = $"{orders}-asked", kind = "passport", dateOfBirth = "1990-05-17" });
        using var answer = await PostAsync(http, "/api/v1/documents", "application/json", registration, "office-berlin-mitte");
        return answer?.StatusCode == HttpStatusCode.Created
            ? JsonSerializer.Serialize(new { reference = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["reference"]!, dateOfBirth = "1990-05-17" })
            : throw new DrillFailedException($"The document to ask for could not be registered: {answer?.StatusCode}");
    }

    /// <returns>Null where the connection ended without an answer.</returns>
    private async Task<HttpResponseMessage?> PostAsync(HttpClient http, string path, string contentType, string body, string? client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (client is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.TokenOf(client));
        }

        try
        {
            return await http.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref lost);
            return null;
        }
        catch (TaskCanceledException)
        {
            throw new DrillFailedException($"{path} did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
    }

    private JsonObject Event(string id) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = Source,
        ["type"] = $"de.ausweisstatus.{Facts[Random.Shared.Next(Facts.Length)]}.v1",
        ["subject"] = $"berlin-mitte/{orders}-{Random.Shared.Next(Documents)}",
        ["time"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["data"] = new JsonObject(),
    };
}
