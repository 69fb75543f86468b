using System.Buffers;
using System.Text.RegularExpressions;

namespace Ausweisstatus.Access;

/// <summary>The part of the CloudEvents source space that belongs to a client, e.g. <c>/print-shops/bdr</c>.</summary>
internal static partial class SourcePrefix
{
    public const string Rule = "an absolute path without a slash at its end and without . or .. as a part, e.g. /print-shops/bdr";

    // All that ends a part of a path, to whoever may read a source later.
    private static readonly SearchValues<char> Ends = SearchValues.Create("/?#");

    public static bool Is(string? text) => text is { Length: <= 200 } && Form().IsMatch(text);

    /// <summary>
    /// Whether a source is the prefix itself or lies below it, in whichever way it is read: a path that somebody else would shorten to
    /// another one is below nothing.
    /// </summary>
    public static bool Covers(string prefix, string source) =>
        source.StartsWith(prefix, StringComparison.Ordinal)
        && (source.Length == prefix.Length || source[prefix.Length] == '/')
        && IsPlain(source.AsSpan(1));

    /// <summary>Whether events can have this source at all: a plain path of which some client may own the beginning.</summary>
    public static bool IsSource(string text) => text.StartsWith('/') && IsPlain(text.AsSpan(1));

    /// <param name="path">Without its first slash.</param>
    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        while (true)
        {
            var end = path.IndexOfAny(Ends);
            var part = end < 0 ? path : path[..end];
            if (part is "" or "." or ".." || !Part().IsMatch(part))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }

            path = path[(end + 1)..];
        }
    }

    [GeneratedRegex(@"\A(?:/(?!\.{1,2}(?:/|\z))[A-Za-z0-9._~-]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    // What RFC 3986 has in a part of a path. Encoded it may be anything but ASCII that is a dot, a separator, a control character or another
    // encoding, and but the longer forms of ASCII (C0, C1) that careless decoders take for it.
    [GeneratedRegex(@"\A(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?!2[5EeFf]|5[Cc]|7[Ff]|[01]|[Cc][01])[0-9A-Fa-f]{2})+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
