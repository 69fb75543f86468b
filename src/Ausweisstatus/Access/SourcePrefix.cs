using System.Text.RegularExpressions;

namespace Ausweisstatus.Access;

/// <summary>The part of the CloudEvents source space that belongs to a client, e.g. <c>/print-shops/bdr</c>.</summary>
internal static partial class SourcePrefix
{
    public const string Rule = "an absolute path without a slash at its end, e.g. /print-shops/bdr";

    public static bool Is(string? text) => text is { Length: <= 200 } && Form().IsMatch(text);

    /// <summary>Whether a source is the prefix itself or lies below it.</summary>
    public static bool Covers(string prefix, string source) =>
        source.StartsWith(prefix, StringComparison.Ordinal)
        && (source.Length == prefix.Length || source[prefix.Length] == '/');

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9._~-]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
