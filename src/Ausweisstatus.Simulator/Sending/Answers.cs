using System.Net;
using System.Text.Json;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>What became of one thing sent.</summary>
internal enum Outcome
{
    Accepted,
    Duplicate,
    Rejected,
}

/// <summary>The host's answer about one thing sent; a rejected one comes with the slug of its problem.</summary>
internal readonly record struct SendResult(string Id, Outcome Outcome, string Problem = "");

/// <summary>Reads what the host answers to what is sent.</summary>
internal static class Answers
{
    private const string ProblemPrefix = "urn:ausweisstatus:problem:";

    /// <summary>The answer to one fact or one registration.</summary>
    public static async Task<SendResult> OfOne(string id, HttpResponseMessage response, CancellationToken cancellation) => response.StatusCode switch
    {
        HttpStatusCode.Created => new SendResult(id, Outcome.Accepted),
        HttpStatusCode.OK => new SendResult(id, Outcome.Duplicate),
        HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity =>
            new SendResult(id, Outcome.Rejected, await ProblemOf(response, cancellation)),
        _ => throw await Refused(response, cancellation),
    };

    /// <summary>The answer to a batch: one object with a result for each fact.</summary>
    public static async Task<IReadOnlyList<SendResult>> OfBatch(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await Body(response, cancellation);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        return [.. Results(json.RootElement)];
    }

    /// <summary>The answer to a stream: a result for each fact, a line each; a summary in between or at the end is passed over.</summary>
    public static async Task<IReadOnlyList<SendResult>> OfLines(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await Body(response, cancellation);
        using var reader = new StreamReader(body);
        var results = new List<SendResult>();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length > 0)
            {
                using var json = JsonDocument.Parse(line);
                results.AddRange(Results(json.RootElement));
            }
        }

        return results;
    }

    /// <summary>An answer that would not change by asking again, and that is nobody's single fact.</summary>
    public static async Task<StoppedException> Refused(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage;
        var problem = await ProblemOf(response, cancellation);
        return new StoppedException($"{request?.Method} {request?.RequestUri?.AbsolutePath} was refused: {(int)response.StatusCode} {problem}");
    }

    private static async Task<Stream> Body(HttpResponseMessage response, CancellationToken cancellation) =>
        response.StatusCode is HttpStatusCode.OK
            ? await response.Content.ReadAsStreamAsync(cancellation)
            : throw await Refused(response, cancellation);

    private static IEnumerable<SendResult> Results(JsonElement answer)
    {
        if (answer.TryGetProperty("results", out var results))
        {
            return results.EnumerateArray().SelectMany(Results).ToList();
        }

        return answer.TryGetProperty("outcome", out var outcome)
            ? [new SendResult(Text(answer, "id"), OutcomeOf(outcome.GetString()), answer.TryGetProperty("problem", out var problem) ? Slug(problem) : "")]
            : [];
    }

    private static Outcome OutcomeOf(string? outcome) => outcome switch
    {
        "accepted" => Outcome.Accepted,
        "duplicate" => Outcome.Duplicate,
        _ => Outcome.Rejected,
    };

    private static async Task<string> ProblemOf(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            using var json = JsonDocument.Parse(text);
            return Slug(json.RootElement);
        }
        catch (JsonException)
        {
            return response.ReasonPhrase ?? "";
        }
    }

    // A problem is its type's slug, or an object that carries it and says more.
    private static string Slug(JsonElement problem)
    {
        if (problem.ValueKind is not JsonValueKind.Object)
        {
            return problem.ToString().Replace(ProblemPrefix, "", StringComparison.Ordinal);
        }

        var words = new[] { Text(problem, "type").Replace(ProblemPrefix, "", StringComparison.Ordinal), Text(problem, "detail") };
        return string.Join(": ", words.Where(word => word.Length > 0));
    }

    private static string Text(JsonElement json, string property) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(property, out var value) ? value.ToString() : "";
}
