using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Shouldly;

namespace Ausweisstatus.Tests.Status;

/// <summary>What a citizen's program does that watches a document: one open answer, event after event.</summary>
internal sealed class WatchedStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage response;
    private readonly CancellationTokenSource gone = new();
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private WatchedStream(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        events = SseParser.Create(stream).EnumerateAsync(gone.Token).GetAsyncEnumerator();
    }

    public HttpResponseMessage Response => response;

    /// <summary>Only what the header fields say, whatever it is.</summary>
    public static async Task<HttpResponseMessage> RequestAsync(HttpClient citizen, string? token, string language = "de")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status/watch");
        request.Headers.Add("Accept-Language", language);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Watch-Token", token).ShouldBeTrue();
        }

        return await citizen.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static async Task<WatchedStream> OpenAsync(HttpClient citizen, string token, string language = "de")
    {
        var response = await RequestAsync(citizen, token, language);
        response.IsSuccessStatusCode.ShouldBeTrue(response.ToString());
        return new WatchedStream(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Asks with a code and watches what was found.</summary>
    public static async Task<WatchedStream> OfAsync(HttpClient citizen, string reference, string language = "de") =>
        await OpenAsync(citizen, (string)(await citizen.AnswerAsync(reference))["watch"]!, language);

    /// <summary>The answer that the next event carries.</summary>
    public async Task<JsonObject> StatusAsync()
    {
        var next = await NextAsync();
        next.ShouldNotBeNull().EventType.ShouldBe("status", next!.Value.Data);
        return JsonNode.Parse(next.Value.Data)!.AsObject();
    }

    /// <summary>The stage that the next event tells.</summary>
    public async Task<string> StageAsync() => (string)(await StatusAsync())["stage"]!;

    /// <summary>Reads the last event, and that nothing comes after it; returns why.</summary>
    public async Task<string> EndAsync()
    {
        var last = await NextAsync();
        last.ShouldNotBeNull().EventType.ShouldBe("end", last!.Value.Data);
        (await NextAsync()).ShouldBeNull();
        return (string)JsonNode.Parse(last.Value.Data)!["reason"]!;
    }

    /// <returns>Null where the stream was closed in order.</returns>
    public async Task<SseItem<string>?> NextAsync() =>
        await events.MoveNextAsync().AsTask().WaitAsync(Patience) ? events.Current : null;

    /// <summary>Goes away, whatever is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        // Nothing else is held by it, and one may go twice.
        await gone.CancelAsync();
        response.Dispose();
    }
}
