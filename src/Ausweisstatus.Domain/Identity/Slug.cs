using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

internal static class Slug
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsSlug([NotNullWhen(true)] string? text, int maxLength) =>
        text is not null && text.Length >= 2 && text.Length <= maxLength && !text.AsSpan().ContainsAnyExcept(Allowed);
}
