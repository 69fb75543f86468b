using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Drills.Ground;

/// <summary>Both nodes, and what they acknowledged.</summary>
internal sealed class TwoNodes(DrillInstallation installation, params Node[] nodes) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ConcurrentBag<Guid> acknowledged = [];

    public DrillInstallation Installation => installation;

    public IReadOnlyCollection<Guid> Acknowledged => acknowledged;

    public static JsonObject Fact(string id, string subject, string name, string source = "/print-shops/bdr", JsonObject? data = null) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = source,
        ["type"] = $"de.ausweisstatus.{name}.v1",
        ["subject"] = subject,
        ["time"] = "2026-01-02T03:04:05Z",
        ["data"] = data ?? [],
    };

    public Task<HttpStatusCode> PostFactAsync(int node, string client, JsonObject fact) => PostFactWithAsync(node, installation.TokenOf(client), fact);

    public async Task<HttpStatusCode> PostFactWithAsync(int node, string token, JsonObject fact)
    {
        var (status, _) = await PostAsync(node, "/api/v1/events", "application/cloudevents+json", fact, token);
        if (status == HttpStatusCode.Created)
        {
            acknowledged.Add(FactId.Of((string)fact["source"]!, (string)fact["id"]!));
        }

        return status;
    }

    public Task<(HttpStatusCode Status, string Body)> RegisterAsync(int node, string order, string dateOfBirth) => PostAsync(
        node, "/api/v1/documents", "application/json", new { authority = "berlin-mitte", order, kind = "passport", dateOfBirth }, installation.TokenOf("office-berlin-mitte"));

    public Task<(HttpStatusCode Status, string Body)> AskAsync(int node, string reference, string dateOfBirth) =>
        PostAsync(node, "/api/v1/status", "application/json", new { reference, dateOfBirth }, token: null);

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(int node, string path, string contentType, object body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(nodes[node].Address, path))
        {
            Content = JsonContent.Create(body, new MediaTypeHeaderValue(contentType)),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
