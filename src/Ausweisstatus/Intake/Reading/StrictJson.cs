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

    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonDocument? json)
    {
        json = null;
        try
        {
            // Strings are only checked when they are read; a stray byte must not wait until then.
            if (Utf8.IsValid(utf8.Span))
            {
                json = JsonDocument.Parse(utf8, Options);
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Duplicate names are compared unescaped, so a half character in a name surfaces as InvalidOperationException.
        }

        return json is not null;
    }

    /// <summary>True where every string and number inside is fit to be stored.</summary>
    public static bool IsSound(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => TextIsSound(() => member.Name) && IsSound(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsSound),
        JsonValueKind.String => TextIsSound(element.GetString),
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number),
        _ => true,
    };

    private static bool TextIsSound(Func<string?> read)
    {
        try
        {
            return read()?.Contains('\0', StringComparison.Ordinal) == false;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: no UTF-16 text.
            return false;
        }
    }
}
