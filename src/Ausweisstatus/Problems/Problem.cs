using System.Globalization;

namespace Ausweisstatus.Problems;

/// <summary>
/// An answer that says no (RFC 9457): a stable slug, a title for people, an HTTP status; where it helps, a detail and
/// what is wrong with which field. It is a result, so that an endpoint can return it.
/// </summary>
/// <param name="Slug">Stable: clients decide by it.</param>
/// <param name="Title">A short sentence in English; the same for every occurrence.</param>
/// <param name="Status">The HTTP status code.</param>
internal sealed partial record Problem(string Slug, string Title, int Status) : IResult
{
    private const string TypePrefix = "urn:ausweisstatus:problem:";
    private const string RetryAfterHeader = "Retry-After";

    /// <summary>The identifier of the kind of problem, <c>urn:ausweisstatus:problem:&lt;slug&gt;</c>.</summary>
    public string Type => TypePrefix + Slug;

    /// <summary>What is special about this occurrence. Never holds what the caller sent.</summary>
    public string? Detail { get; init; }

    /// <summary>Field name to the things wrong with it.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Header fields that belong to the answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>When to try again, where the problem says so.</summary>
    public TimeSpan? Wait => Headers.FirstOrDefault(header => header.Key == RetryAfterHeader).Value is { } seconds
        ? TimeSpan.FromSeconds(long.Parse(seconds, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The same problem, saying when to try again; in whole seconds, at least one.</summary>
    public Problem RetryAfter(TimeSpan wait) =>
        With(RetryAfterHeader, Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));

    /// <summary>The same problem, saying what is wrong with a field. The reason never holds what was sent.</summary>
    public Problem WithFieldError(string field, string reason) => this with { Errors = new Dictionary<string, string[]> { [field] = [reason] } };

    /// <summary>The same problem with one more header field.</summary>
    public Problem With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, this);
}
