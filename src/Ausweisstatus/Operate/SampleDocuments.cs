using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Operate;

/// <summary>A document to try the pages with.</summary>
internal sealed record SampleDocument(string Reference, string DateOfBirth, string What, string Slip);

/// <summary>
/// A handful of documents in different stages, told through the front door by the development clients, anew each day so that they look
/// like today's. Telling them again the same day changes nothing.
/// </summary>
internal sealed class SampleDocuments(Uri address, DataDirectory data, string audience, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address };

    public async Task<IReadOnlyList<SampleDocument>> TellAsync(CancellationToken cancellation) =>
    [
        await TellAsync("identity-card", "1990-05-17", "an identity card, ready for collection", 18, cancellation,
            new Step("office-berlin-mitte", "order-sent", 17), new Step("print-shop", "production-started", 12),
            new Step("print-shop", "dispatched", 5, new { to = "office", carrier = "DHL" }), new Step("office-berlin-mitte", "arrived-at-office", 3),
            new Step("office-berlin-mitte", "ready-for-pickup", 2, new { location = "mitte-rathaus-mitte", heldUntil = Day(80) })),
        await TellAsync("passport", "1985-11-02", "a passport, in production", 9, cancellation,
            new Step("office-berlin-mitte", "order-sent", 8), new Step("print-shop", "production-started", 4)),
        await TellAsync("passport", "1960-00-00", "a passport that takes longer than usual (day and month of birth unknown)", 60, cancellation,
            new Step("office-berlin-mitte", "order-sent", 59), new Step("print-shop", "order-confirmed", 58)),
        await TellAsync("identity-card", "2001-01-31", "an identity card with a photo that was refused", 6, cancellation,
            new Step("office-berlin-mitte", "order-sent", 5), new Step("print-shop", "order-returned", 4, new { reason = "photo" })),
        await TellAsync("express-passport", "1974-08-09", "an express passport, held at a branch of the courier", 7, cancellation,
            new Step("print-shop", "dispatched", 3, new { to = "holder", carrier = "DHL" }),
            new Step("courier", "delivery-missed", 1, new { branch = "Postfiliale Torstraße", heldUntil = Day(6) })),
    ];

    public void Dispose() => http.Dispose();

    private async Task<SampleDocument> TellAsync(
        string kind, string dateOfBirth, string what, int appliedDaysAgo, CancellationToken cancellation, params Step[] steps)
    {
        var order = $"SAMPLE-{Day(0)}-{kind}-{steps[^1].Fact}";
        var registered = await PostAsync("office-berlin-mitte", "/api/v1/documents", "application/json", new
        {
            authority = "berlin-mitte",
            order,
            kind,
            dateOfBirth,
            delivery = steps.Any(step => step.Fact == "delivery-missed") ? "direct" : "pickup",
            location = "mitte-rathaus-mitte",
            appliedAt = Ago(appliedDaysAgo),
        }, cancellation);
        foreach (var step in steps)
        {
            await PostAsync(step.Client, "/api/v1/events", "application/cloudevents+json", new
            {
                specversion = "1.0",
                id = $"{order}/{step.Fact}",
                source = SourceOf(step.Client),
                type = $"de.ausweisstatus.{step.Fact}.v1",
                subject = $"berlin-mitte/{order}",
                time = Ago(step.DaysAgo),
                data = step.Data ?? new { },
            }, cancellation);
        }

        return new SampleDocument((string)registered["reference"]!, dateOfBirth, what, (string)registered["slip"]!);
    }

    private async Task<JsonNode> PostAsync(string client, string path, string mediaType, object content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(content, new MediaTypeHeaderValue(mediaType)),
        };
        using var key = KeyFiles.Read(KeyFiles.Of(data.Clients, client))!;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ClientToken.Create(client, key, audience, clock.GetUtcNow()));
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
    }

    private static string SourceOf(string client) => DevelopmentClients.SourceOf(client);

    private string Ago(int days) => $"{Day(-days)}T08:00:00Z";

    private string Day(int inDays) => DayFrom(clock.GetUtcNow(), inDays);

    /// <summary>The day so many days after this moment, by the calendar of Berlin.</summary>
    internal static string DayFrom(DateTimeOffset now, int inDays) => now.DayInBerlin().AddDays(inDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A fact that a client tells.</summary>
    private sealed record Step(string Client, string Fact, int DaysAgo, object? Data = null);
}
