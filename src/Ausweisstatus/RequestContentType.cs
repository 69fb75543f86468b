using Microsoft.Net.Http.Headers;

namespace Ausweisstatus;

/// <summary>
/// What a request says its body is. The one place where media type, charset and content encoding are judged: what is not understood here is
/// 415 for every endpoint.
/// </summary>
internal static class RequestContentType
{
    private const string NotEncoded = "identity";

    /// <summary>Whether the body is JSON in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) => Of(request) is { } type && JsonMediaType.Is(type);

    /// <summary>The media type, in lower case and without parameters.</summary>
    /// <returns>Null where there is none or more than one, where it is in another charset than UTF-8, or compressed.</returns>
    public static string? Of(HttpRequest request) =>
        IsEncoded(request.Headers) || request.Headers.ContentType is not [{ } type] ? null : JsonMediaType.WithoutParameters(type);

    /// <summary>Whether the request says nothing at all about what its body is.</summary>
    public static bool IsAbsent(HttpRequest request) => request.Headers.ContentType.Count == 0 && !IsEncoded(request.Headers);

    private static bool IsEncoded(IHeaderDictionary headers) =>
        headers.ContentEncoding.Count > 0
        && headers.GetCommaSeparatedValues(HeaderNames.ContentEncoding).Any(coding => !coding.Trim().Equals(NotEncoded, StringComparison.OrdinalIgnoreCase));
}
