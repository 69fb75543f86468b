using Microsoft.Net.Http.Headers;

namespace Ausweisstatus;

/// <summary>Media types as media types: letters of any case, parameters in any order, values with or without quotes.</summary>
internal static class JsonMediaType
{
    private const string Usual = "application/json";
    private const string Utf8 = "utf-8";

    /// <summary>Whether this is <c>application/json</c>, <c>text/json</c> or a type that ends with <c>+json</c>; in UTF-8 as far as it says.</summary>
    public static bool Is(string text) =>
        text == Usual || (WithoutParameters(text) is { } type && (type is Usual or "text/json" || type.EndsWith("+json", StringComparison.Ordinal)));

    /// <summary>The type in lower case and without parameters, of which only the charset matters.</summary>
    /// <returns>Null where this is no media type, or one in another charset than UTF-8.</returns>
    public static string? WithoutParameters(string text)
    {
        // A semicolon may be left over at the end.
        if (!MediaTypeHeaderValue.TryParse(text.AsSpan().TrimEnd("; \t").ToString(), out var type) || !type.Parameters.All(IsUnderstood))
        {
            return null;
        }

#pragma warning disable CA1308 // Media types are compared in lower case.
        return type.MediaType.Value?.ToLowerInvariant();
#pragma warning restore CA1308
    }

    private static bool IsUnderstood(NameValueHeaderValue parameter) =>
        !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
        || HeaderUtilities.RemoveQuotes(parameter.Value).Equals(Utf8, StringComparison.OrdinalIgnoreCase);
}
