using System.Collections.Concurrent;
using System.Text.Json;
using Ausweisstatus.Simulator.Story;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>A real HTTP server that takes facts and answers citizens as the public contract says, from memory and by the reference fold.</summary>
internal sealed class StubHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(string, string), (ReferenceFold.Fact Fact, string Content)>> documents = new();
    private readonly ConcurrentDictionary<string, (string Body, string Kind, string DateOfBirth)> registered = new();

    private StubHost(WebApplication app) => this.app = app;

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>May answer in place of the host; true when it did.</summary>
    public Func<HttpContext, Task<bool>> Interfere { get; set; } = _ => Task.FromResult(false);

    /// <summary>May spoil what a citizen is told.</summary>
    public Func<string, Stage, Stage> Tell { get; set; } = (_, stage) => stage;

    /// <summary>Which forms of sending facts were used.</summary>
    public ConcurrentDictionary<string, int> Forms { get; } = new();

    public ConcurrentBag<string> Tokens { get; } = [];

    public static async Task<StubHost> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new StubHost(builder.Build());
        host.app.Use(async (context, next) =>
        {
            if (!await host.Interfere(context))
            {
                await next();
            }
        });
        host.app.MapPost("/api/v1/documents", (Delegate)host.Register);
        host.app.MapPost("/api/v1/events", (Delegate)host.Take);
        host.app.MapPost("/api/v1/status", (Delegate)host.Status);
        await host.app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Register(HttpContext context)
    {
        Tokens.Add(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]);
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        string Text(string name) => json.RootElement.GetProperty(name).GetString() ?? "";
        var location = Text("location");
        var subject = $"{Text("authority")}/{Text("order")}";
        var fact = new ReferenceFold.Fact(
            "registration", "0", FactName.ApplicationReceived, json.RootElement.GetProperty("appliedAt").GetDateTimeOffset(),
            location.Length > 0 ? [new Detail("location", location)] : []);
        var outcome = Remember(subject, fact, json.RootElement.GetRawText());
        registered[subject] = (json.RootElement.GetRawText(), Text("kind"), Text("dateOfBirth"));
        var answer = new { id = Guid.NewGuid(), reference = subject, slip = "/slip/x" };
        return outcome switch
        {
            "accepted" => Results.Created("/x", answer),
            "duplicate" => Results.Ok(answer),
            _ => Results.Problem(statusCode: 409, type: "urn:ausweisstatus:problem:order-already-registered"),
        };
    }

    private async Task<IResult> Take(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var form = request.Headers.ContainsKey("ce-id") ? "binary" : request.ContentType!.Split(';')[0];
        Forms.AddOrUpdate(form, 1, (_, count) => count + 1);
        return form switch
        {
            "binary" => One(Binary(request, body)),
            "application/cloudevents+json" => One(JsonDocument.Parse(body).RootElement),
            "application/cloudevents-batch+json" => Batch([.. JsonDocument.Parse(body).RootElement.EnumerateArray()]),
            "application/x-ndjson" => Results.Text(string.Join('\n', Verdicts(body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)).Select(result => JsonSerializer.Serialize(result))), "application/x-ndjson"),
            _ => Results.StatusCode(415),
        };
    }

    private IResult One(JsonElement cloudEvent) => Remember(cloudEvent) switch
    {
        "accepted" => Results.Json(new { outcome = "accepted" }, statusCode: 201),
        "duplicate" => Results.Json(new { outcome = "duplicate" }),
        _ => Results.Problem(statusCode: 409, type: "urn:ausweisstatus:problem:event-id-reused"),
    };

    private IResult Batch(IReadOnlyList<JsonElement> events)
    {
        var results = Verdicts(events).ToList();
        return Results.Json(new { accepted = results.Count, duplicates = 0, rejected = 0, results });
    }

    private IEnumerable<object> Verdicts(IEnumerable<JsonElement> events) => events.Select((cloudEvent, index) => (object)new
    {
        index,
        id = cloudEvent.GetProperty("id").GetString(),
        outcome = Remember(cloudEvent),
        document = Guid.Empty,
    });

    private static JsonElement Binary(HttpRequest request, string body)
    {
        string Header(string name) => request.Headers[$"ce-{name}"].ToString();
        var attributes = new { id = Header("id"), source = Header("source"), type = Header("type"), subject = Header("subject"), time = Header("time") };
        return body.Length == 0
            ? JsonSerializer.SerializeToElement(attributes)
            : JsonSerializer.SerializeToElement(new
            {
                attributes.id,
                attributes.source,
                attributes.type,
                attributes.subject,
                attributes.time,
                data = JsonDocument.Parse(body).RootElement,
            });
    }

    private string Remember(JsonElement cloudEvent)
    {
        string Text(string name) => cloudEvent.GetProperty(name).GetString()!;
        var name = Slugs.Parse<FactName>(Text("type")["de.ausweisstatus.".Length..^".v1".Length]);
        var data = cloudEvent.TryGetProperty("data", out var told)
            ? told.EnumerateObject().Select(detail => new Detail(detail.Name, detail.Value.GetString()!)).ToArray()
            : [];
        var fact = new ReferenceFold.Fact(Text("source"), Text("id"), name, cloudEvent.GetProperty("time").GetDateTimeOffset(), data);
        return Remember(Text("subject"), fact, $"{Text("type")} {Text("time")} {string.Join(';', data)}");
    }

    private string Remember(string subject, ReferenceFold.Fact fact, string content)
    {
        var known = documents.GetOrAdd(subject, _ => new());
        return known.TryAdd((fact.Source, fact.Id), (fact, content)) ? "accepted"
            : known[(fact.Source, fact.Id)].Content == content ? "duplicate" : "rejected";
    }

    private async Task<IResult> Status(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var subject = json.RootElement.GetProperty("reference").GetString()!;
        if (!registered.TryGetValue(subject, out var document) || document.DateOfBirth != json.RootElement.GetProperty("dateOfBirth").GetString())
        {
            return Results.Problem(statusCode: 404, type: "urn:ausweisstatus:problem:not-found");
        }

        var outcome = ReferenceFold.Fold(documents[subject].Values.Select(known => known.Fact));
        return Results.Json(new
        {
            kind = document.Kind,
            stage = Tell(subject, outcome.Stage).Slug(),
            since = outcome.Since,
            pickup = outcome.Stage == Stage.ReadyForPickup ? new { location = outcome.Location } : null,
            history = outcome.History.Select(reached => new { stage = reached.Stage.Slug(), at = reached.At }),
        });
    }
}
