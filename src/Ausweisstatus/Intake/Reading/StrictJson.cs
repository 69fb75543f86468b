using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Ausweisstatus.Intake.Reading;

/// <summary>
/// Reads JSON that any other system can read back: valid UTF-8, no duplicate names, bounded depth, no NUL and no half characters in
/// strings, no numbers beyond a double. What passes here can be stored in PostgreSQL and never surprises anybody further in.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = IntakeLimits.JsonDepth, AllowDuplicateProperties = false };

    public static bool IsSound(ReadOnlyMemory<byte> utf8)
    {
        var isSound = TryParse(utf8, out var json);
        json?.Dispose();
        return isSound;
    }

    /// <param name="utf8">What was sent.</param>
    /// <param name="json">To be disposed of; null where the result is false.</param>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonDocument? json)
    {
        json = null;
        try
        {
            // Strings are only checked when they are read; a stray byte must not wait until then.
            var parsed = Utf8.IsValid(utf8.Span) ? JsonDocument.Parse(utf8, Options) : null;
            if (parsed is null || IsSound(parsed.RootElement))
            {
                json = parsed;
            }
            else
            {
                parsed.Dispose();
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Duplicate names are compared unescaped, so a half character in a name surfaces as InvalidOperationException.
        }

        return json is not null;
    }

    private static bool IsSound(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => IsSound(member.Name) && IsSound(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsSound),
        // Half a character is no text, and an InvalidOperationException.
        JsonValueKind.String => IsSound(element.GetString()!),
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number),
        _ => true,
    };

    private static bool IsSound(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
