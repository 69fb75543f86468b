using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ausweisstatus.Drills.Fuzz;

/// <summary>What a run has seen.</summary>
/// <param name="Statuses">How often each status was answered.</param>
/// <param name="Faults">Answers that should not be, each with the seed that makes it again.</param>
internal sealed record FuzzReport(IReadOnlyDictionary<int, int> Statuses, IReadOnlyList<string> Faults);

/// <summary>
/// Asks every operation of the OpenAPI document, rightly and wrongly, and holds each answer against the document: no 5xx, every refusal a
/// problem of the catalogue, every status one that the operation names.
/// </summary>
internal static class OpenApiFuzz
{
    private const string ProblemType = "urn:ausweisstatus:problem:";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    /// <param name="http">Without an Authorization of its own.</param>
    /// <param name="world">Who asks.</param>
    /// <param name="requests">How many.</param>
    /// <param name="seed">The same seed asks the same, but for what others have changed meanwhile.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<FuzzReport> RunAsync(HttpClient http, FuzzWorld world, int requests, int seed, CancellationToken cancellation)
    {
        var operations = ApiOperation.Read((await http.GetFromJsonAsync<JsonNode>("/openapi/v1.json", cancellation))!);
        var statuses = new ConcurrentDictionary<int, int>();
        var faults = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation }, async (number, stop) =>
        {
            var random = new Random(unchecked(seed + number));
            var operation = operations[random.Next(operations.Count)];
            using var request = Make(random, operation, world);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, before) => before + 1);
            if (await WhatIsWrongAsync(operations, operation.Path, request.Method.Method, answer, world, stop) is { } fault)
            {
                faults.Add($"seed {unchecked(seed + number)}: {request.Method} {operation.Path} {request.Content?.Headers.ContentType} {(int)answer.StatusCode}: {fault}");
            }
        });
        return new(statuses, [.. faults]);
    }

    private static async Task<string?> WhatIsWrongAsync(
        IReadOnlyList<ApiOperation> operations, string path, string method, HttpResponseMessage answer, FuzzWorld world, CancellationToken stop)
    {
        var status = (int)answer.StatusCode;
        var asked = operations.FirstOrDefault(operation => operation.Path == path && operation.Method == method);
        if (status >= 500)
        {
            return "an error of ours";
        }

        if (asked is null ? status is not (405 or 414 or 431) : !asked.Statuses.Contains(status))
        {
            return "not in the document";
        }

        // A stream of events goes on; that it began is all there is to see here.
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" || method == "HEAD" ? "" : await answer.Content.ReadAsStringAsync(stop);
        return status >= 400 && method != "HEAD" ? WhatIsWrong(answer, status, body, world) : WhatIsWrongInside(body, world);
    }

    private static string? WhatIsWrong(HttpResponseMessage answer, int status, string body, FuzzWorld world)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return $"no problem but {answer.Content.Headers.ContentType}";
        }

        var problem = JsonNode.Parse(body)!;
        return (int)problem["status"]! != status || string.IsNullOrWhiteSpace((string?)problem["title"]) || !IsKnown(problem, world) ? body
            : body.Contains(HostileRequest.Marker, StringComparison.Ordinal) ? "it repeats what was sent"
            : null;
    }

    // Problems within the results of a batch or a stream.
    private static string? WhatIsWrongInside(string body, FuzzWorld world) =>
        body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line))
            .SelectMany(json => json is JsonArray list ? list : json?["results"] is JsonArray results ? results : [json])
            .OfType<JsonObject>()
            .Where(result => result["problem"] is { } problem && !IsKnown(problem, world))
            .Select(result => result.ToJsonString())
            .FirstOrDefault();

    private static bool IsKnown(JsonNode problem, FuzzWorld world) =>
        (string?)problem["type"] is { } type && type.StartsWith(ProblemType, StringComparison.Ordinal) && world.Slugs.Contains(type[ProblemType.Length..]);

    private static HttpRequestMessage Make(Random random, ApiOperation operation, FuzzWorld world)
    {
        var method = random.Next(20) == 0 ? Methods[random.Next(Methods.Length)] : operation.Method;
        var request = new HttpRequestMessage(new HttpMethod(method), operation.Path + Query(random));
        foreach (var header in operation.Headers.Where(_ => random.Next(5) > 0))
        {
            Add(header, random.Next(2) == 0 && world.Headers.TryGetValue(header, out var right) ? right : Odd(random));
        }

        if (world.Callers[random.Next(world.Callers.Count)]() is { } caller)
        {
            Add("Authorization", random.Next(20) == 0 ? caller[..random.Next(caller.Length)] : caller);
        }

        if (operation.Bodies.Count > 0 && method is not ("GET" or "HEAD"))
        {
            request.Content = Body(random, operation, world, Add);
        }

        for (var more = random.Next(3); more > 0; more--)
        {
            Add(Further[random.Next(Further.Length)], random.Next(300) == 0 ? new string('x', random.Next(60_000)) : Odd(random));
        }

        return request;

        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, value);
    }

    private static readonly string[] Further =
        ["Accept", "Accept-Language", "Cookie", "X-Forwarded-For", "ce-id", "ce-source", "ce-time", "ce-x", "Watch-Token", "If-Match", "Range", "X-Reason", "Prefer", "Origin"];

    private static ByteArrayContent Body(Random random, ApiOperation operation, FuzzWorld world, Action<string, string> addHeader)
    {
        var (mediaType, example) = operation.Bodies[random.Next(operation.Bodies.Count)];
        example ??= operation.Bodies.Select(body => body.Example).FirstOrDefault(other => other is JsonObject);
        var text = world.Words.Aggregate(example?.ToJsonString() ?? "{}", (json, word) => json.Replace(word.Key, word.Value(random), StringComparison.Ordinal));
        var body = BentJson.Bend(random, text);
        if (mediaType.EndsWith("ndjson", StringComparison.Ordinal))
        {
            body = [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => (byte[])[.. BentJson.Bend(random, text), (byte)'\n'])];
        }
        else if (mediaType == "application/json" && operation.Bodies.Count > 1)
        {
            Binary(random, operation, addHeader);
        }

        var content = new ByteArrayContent(body);
        var type = random.Next(15) == 0 ? Types[random.Next(Types.Length)] : mediaType;
        if (type.Length > 0)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (random.Next(40) == 0)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", random.Next(2) == 0 ? "gzip" : "identity");
        }

        return content;
    }

    private static readonly string[] Types =
    [
        "", "text/plain", "application/json", "application/cloudevents+json", "application/x-ndjson", "application/json; charset=utf-16", "application/json;charset=\"UTF-8\"",
        "APPLICATION/CLOUDEVENTS+JSON", "application/cloudevents-batch+json; charset=latin1", "multipart/form-data; boundary=x", "application/xml", ";", "application/cloudevents+avro",
    ];

    // The binary form: the envelope of the structured example as header fields.
    private static void Binary(Random random, ApiOperation operation, Action<string, string> addHeader)
    {
        var envelope = operation.Bodies.Select(body => body.Example).OfType<JsonObject>().First(example => example.ContainsKey("specversion"));
        foreach (var (name, value) in envelope.Where(member => member.Key != "data" && random.Next(15) > 0))
        {
            addHeader("ce-" + name, random.Next(12) == 0 ? Odd(random) : value!.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString());
        }
    }

    private static string Query(Random random) => random.Next(10) > 0 ? "" : random.Next(4) switch
    {
        0 => "?lang=" + HostileRequest.Marker,
        1 => "?a[=1&%00",
        2 => "?" + new string('q', random.Next(300)),
        _ => "?lang=en",
    };

    private static string Odd(Random random) => random.Next(7) switch
    {
        0 => "",
        1 => HostileRequest.Marker,
        2 => "*/*",
        3 => Convert.ToBase64String(Encoding.ASCII.GetBytes(HostileRequest.Marker)),
        4 => "a,b;q=0.5,,;",
        5 => new string('x', random.Next(1, 300)),
        _ => "%00%FF",
    };
}
