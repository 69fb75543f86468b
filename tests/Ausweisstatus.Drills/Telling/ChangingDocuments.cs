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
    public Task RegisterAsync(Endpoint endpoint, CancellationToken cancellation) => SendAsync(
        "/api/v1/webhooks", "office-berlin-mitte", JsonContent.Create(new { url = endpoint.Address, authority = Authority }), HttpStatusCode.Created, cancellation);

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
                await PostAsync("print-shop", [.. some.Select(order => Event(Story[step].Fact, order, $"{order}/{step}", Source, First.AddDays(step), []))]);
            }

            foreach (var order in some)
            {
                orders.Enqueue(order);
            }
        }
        while (!stop.IsCancellationRequested);
    }

    public static JsonObject Event(string fact, string order, string id, string source, DateTimeOffset time, JsonObject data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = source,
        ["type"] = $"de.ausweisstatus.{fact}.v1",
        ["subject"] = $"{Authority}/{order}",
        ["time"] = time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["data"] = data,
    };

    public void Dispose() => http.Dispose();

    /// <summary>Sends something once, and returns what was answered.</summary>
    /// <exception cref="DrillFailedException">Something else was answered than expected.</exception>
    public async Task<string> SendAsync(string path, string? client, HttpContent content, HttpStatusCode expected, CancellationToken cancellation)
    {
        using var request = RequestOf(path, client, content);
        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.StatusCode == expected ? text : throw new DrillFailedException($"{path} was answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Sends facts until they are acknowledged.</summary>
    public async Task PostAsync(string client, JsonNode[] events)
    {
        while (true)
        {
            using var content = new StringContent(new JsonArray(events.Select(one => one.DeepClone()).ToArray()).ToJsonString(), Encoding.UTF8);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/cloudevents-batch+json");
            using var request = RequestOf("/api/v1/events", client, content);
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

    private HttpRequestMessage RequestOf(string path, string? client, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (client is not null)
        {
            using var key = KeyFiles.Read(KeyFiles.Of(Path.Combine(directory, "clients"), client))!;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ClientToken.Create(client, key, "ausweisstatus", DateTimeOffset.UtcNow));
        }

        return request;
    }
}
