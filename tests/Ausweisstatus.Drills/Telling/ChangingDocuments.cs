using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;

namespace Ausweisstatus.Drills.Telling;

/// <summary>Documents that go from stage to stage, told by the print shop, which sends again until it is acknowledged.</summary>
internal sealed class ChangingDocuments(Uri address, string directory) : IDisposable
{
    private const int AtOnce = 10;
    private const int MostAhead = 200;
    private const string Authority = "berlin-mitte";
    private const string Source = "/print-shops/bdr";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);
    private static readonly DateTimeOffset First = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly (string Fact, string Stage)[] Story =
    [
        ("order-confirmed", "ordered"), ("production-started", "in-production"), ("production-completed", "produced"),
        ("quality-rejected", "being-remade"), ("lost", "lost"),
    ];

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    private readonly ConcurrentQueue<string> orders = [];

    /// <summary>What each of them is told to have entered, in order.</summary>
    public static IReadOnlyList<string> Stages { get; } = [.. Story.Select(step => step.Stage)];

    /// <summary>Those of which everything was acknowledged.</summary>
    public IReadOnlyCollection<string> Orders => orders;

    /// <summary>Has what changes posted to the endpoint.</summary>
    public async Task RegisterAsync(Endpoint endpoint, CancellationToken cancellation)
    {
        using var request = RequestOf("/api/v1/webhooks", "office-berlin-mitte", JsonContent.Create(new { url = endpoint.Address, authority = Authority }));
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new DrillFailedException($"The webhook could not be registered: {await answer.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    /// <summary>Works until it is told to stop, not far ahead of what was told; the documents that were begun are told to their end.</summary>
    public async Task WorkAsync(Endpoint endpoint, CancellationToken stop)
    {
        do
        {
            while ((orders.Count * Story.Length) - endpoint.Count > MostAhead && !stop.IsCancellationRequested)
            {
                await Task.Delay(BetweenTries, CancellationToken.None);
            }

            string[] some = [.. Enumerable.Range(0, AtOnce).Select(_ => $"T-{Guid.NewGuid():n}")];
            for (var step = 0; step < Story.Length; step++)
            {
                await PostAsync([.. some.Select(order => Event(order, step))]);
            }

            foreach (var order in some)
            {
                orders.Enqueue(order);
            }
        }
        while (!stop.IsCancellationRequested);
    }

    public void Dispose() => http.Dispose();

    private async Task PostAsync(JsonNode[] events)
    {
        while (true)
        {
            using var content = new StringContent(new JsonArray(events.Select(one => one.DeepClone()).ToArray()).ToJsonString(), Encoding.UTF8);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/cloudevents-batch+json");
            using var request = RequestOf("/api/v1/events", "print-shop", content);
            using var answer = await SendAsync(request);
            if (answer?.StatusCode == HttpStatusCode.OK
                && JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject() is var tally
                && (int)tally["accepted"]! + (int)tally["duplicates"]! == events.Length)
            {
                return;
            }

            if (answer is not null and not { StatusCode: HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable })
            {
                throw new DrillFailedException($"Good facts were answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }

            await Task.Delay(BetweenTries);
        }
    }

    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return await http.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private HttpRequestMessage RequestOf(string path, string client, HttpContent content)
    {
        using var key = KeyFiles.Read(KeyFiles.Of(Path.Combine(directory, "clients"), client))!;
        return new(HttpMethod.Post, path)
        {
            Content = content,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ClientToken.Create(client, key, "ausweisstatus", DateTimeOffset.UtcNow)) },
        };
    }

    private static JsonObject Event(string order, int step) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"{order}/{step}",
        ["source"] = Source,
        ["type"] = $"de.ausweisstatus.{Story[step].Fact}.v1",
        ["subject"] = $"{Authority}/{order}",
        ["time"] = First.AddDays(step).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["data"] = new JsonObject(),
    };
}
