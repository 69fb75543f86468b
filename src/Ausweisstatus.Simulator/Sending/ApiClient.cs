using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>One client at work: every way in which the public API takes facts, with this client's token.</summary>
internal sealed class ApiClient(RetryingHttpClient http, ClientToken token, Tally tally)
{
    /// <summary>Registers an application and gives the reference printed on the applicant's slip; null where it was rejected.</summary>
    public async Task<string?> Register(Registration registration, CancellationToken cancellation)
    {
        var application = registration.Application;
        var body = new
        {
            authority = application.Authority.Slug,
            order = application.Order,
            kind = application.Kind.Slug(),
            dateOfBirth = application.DateOfBirth,
            delivery = application.DirectDelivery ? "direct" : "pickup",
            location = application.LocationTold ? application.PickUpAt.Slug : null,
            appliedAt = application.At,
        };
        var (result, reference) = await http.Send(
            () => Request("/api/v1/documents", JsonContent.Create(body)),
            async (response, stop) =>
            {
                var result = await Answers.OfOne(registration.Id, response, stop);
                return (result, result.Outcome is Outcome.Rejected ? null : await ReferenceIn(response, stop));
            },
            cancellation);
        tally.Count(registration.By, result);
        return reference;
    }

    /// <summary>Has what changes at an authority posted to an address.</summary>
    public Task<(Guid Id, string Secret)> AddWebhook(Uri url, string authority, CancellationToken cancellation) => http.Send(
        () => Request("/api/v1/webhooks", JsonContent.Create(new { url, authority })),
        async (response, stop) =>
        {
            if (response.StatusCode is not HttpStatusCode.Created)
            {
                throw await Answers.Refused(response, stop);
            }

            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
            return (json.RootElement.GetProperty("id").GetGuid(), json.RootElement.GetProperty("secret").GetString()!);
        },
        cancellation);

    public Task<bool> RemoveWebhook(Guid webhook, CancellationToken cancellation) => http.Send(
        () =>
        {
            var request = Request($"/api/v1/webhooks/{webhook}", null);
            request.Method = HttpMethod.Delete;
            return request;
        },
        (response, _) => Task.FromResult(response.IsSuccessStatusCode),
        cancellation);

    /// <summary>Posts one fact, in structured or in binary mode.</summary>
    public async Task Post(Message message, bool binary, CancellationToken cancellation) =>
        tally.Count(message.By, await http.Send(
            () => binary ? BinaryRequest(message) : Request("/api/v1/events", CloudEvent.Structured(message)),
            (response, stop) => Answers.OfOne(message.Id, response, stop),
            cancellation));

    /// <summary>Posts facts as a batch, or as a stream of lines.</summary>
    public async Task Post(IReadOnlyList<Message> messages, bool lines, CancellationToken cancellation)
    {
        var results = await http.Send(
            () => Request("/api/v1/events", lines ? CloudEvent.Lines(messages) : CloudEvent.Batched(messages)),
            async (response, stop) => Complete(
                lines ? await Answers.OfLines(response, stop) : await Answers.OfBatch(response, stop), messages.Count),
            cancellation);
        foreach (var result in results)
        {
            tally.Count(messages[0].By, result);
        }
    }

    // A fact without a result may be lost: what was cut off in the middle is sent again.
    private static IReadOnlyList<SendResult> Complete(IReadOnlyList<SendResult> results, int expected) =>
        results.Count == expected ? results : throw new IOException($"The answer tells of {results.Count} facts, {expected} were sent.");

    private static async Task<string?> ReferenceIn(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        return json.RootElement.GetProperty("reference").GetString();
    }

    private HttpRequestMessage BinaryRequest(Message message)
    {
        var request = Request("/api/v1/events", null);
        request.Content = CloudEvent.Binary(message, request.Headers);
        return request;
    }

    private HttpRequestMessage Request(string path, HttpContent? content) => new(HttpMethod.Post, path)
    {
        Content = content,
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Get()) },
    };
}
