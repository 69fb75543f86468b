using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Ausweisstatus.Intake.Reading;

/// <summary>Cuts a batch into its events and reads each.</summary>
internal static class BatchReader
{
    // How deep an event may be is judged event by event: one that is too deep must not hold back the others.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = IntakeLimits.EventBytes };

    /// <param name="utf8">The body.</param>
    /// <param name="events">At most one more than a batch may have: enough to see that there are too many.</param>
    /// <returns>False where this is no JSON array in UTF-8.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out List<EventReadResult>? events)
    {
        events = null;
        try
        {
            // Strings are only checked when they are read; a stray byte must not wait until then.
            events = Utf8.IsValid(utf8.Span) ? Cut(utf8) : null;
        }
        catch (JsonException)
        {
            // Not even JSON.
        }

        return events is not null;
    }

    private static List<EventReadResult>? Cut(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        List<EventReadResult> events = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (events.Count <= IntakeLimits.BatchEvents)
            {
                events.Add(EventReader.Structured(utf8[start..(int)reader.BytesConsumed]));
            }
        }

        // Nothing may follow; the reader says so by an exception.
        reader.Read();
        return events;
    }
}
