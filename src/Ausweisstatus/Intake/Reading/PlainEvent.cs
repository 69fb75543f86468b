using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Reading;

/// <summary>
/// Reads events as nearly all senders write them: the attributes we use and no others. What is not quite so, in whatever way, is not judged
/// here but left to the SDK, which then says what it is. A test holds the two against each other.
/// </summary>
internal static class PlainEvent
{
    private const int MaxType = 64;
    private const int MaxTime = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = IntakeLimits.JsonDepth };
    private static readonly SearchValues<byte> SourceCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~"u8);

    [Flags]
    private enum Attributes
    {
        None = 0,
        SpecVersion = 1,
        Id = 2,
        Source = 4,
        Type = 8,
        Required = SpecVersion | Id | Source | Type,
        Subject = 16,
        Time = 32,
        DataContentType = 64,
        Data = 128,
    }

    /// <returns>Null where this is no plain event; it may still be an event.</returns>
    public static ReceivedEvent? Find(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Utf8.IsValid(utf8.Span) ? Read(utf8) : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a character.
            return null;
        }
    }

    private static ReceivedEvent? Read(ReadOnlyMemory<byte> utf8)
    {
        string? id = null, source = null, type = null, subject = null;
        DateTimeOffset? time = null;
        ReadOnlyMemory<byte> data = default;
        var met = Attributes.None;

        var reader = new Utf8JsonReader(utf8.Span, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var attribute = AttributeOf(ref reader);
            if (attribute == Attributes.None || met.HasFlag(attribute))
            {
                return null;
            }

            met |= attribute;
            reader.Read();
            if (attribute == Attributes.Data)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = reader.TokenType == JsonTokenType.Null ? default : utf8[start..(int)reader.BytesConsumed];
                continue;
            }

            if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty)
            {
                return null;
            }

            switch (attribute)
            {
                case Attributes.Id:
                    id = reader.GetString();
                    break;
                case Attributes.Source when !reader.ValueSpan.ContainsAnyExcept(SourceCharacters):
                    source = reader.GetString();
                    break;
                case Attributes.Type:
                    type = ReadType(ref reader);
                    break;
                case Attributes.Subject:
                    subject = reader.GetString();
                    break;
                case Attributes.Time when TryReadTime(ref reader, out var told):
                    time = told;
                    break;
                case Attributes.SpecVersion when reader.ValueTextEquals("1.0"u8):
                case Attributes.DataContentType when reader.ValueTextEquals("application/json"u8):
                    break;
                default:
                    return null;
            }
        }

        return met.HasFlag(Attributes.Required) && !reader.Read() && !HasNul(id) && !HasNul(subject) && !HasNul(type)
            ? new ReceivedEvent(id!, source!, type!, subject, time, data)
            : null;
    }

    private static Attributes AttributeOf(ref Utf8JsonReader reader) => reader.ValueSpan switch
    {
        var name when name.SequenceEqual("id"u8) => Attributes.Id,
        var name when name.SequenceEqual("time"u8) => Attributes.Time,
        var name when name.SequenceEqual("type"u8) => Attributes.Type,
        var name when name.SequenceEqual("data"u8) => Attributes.Data,
        var name when name.SequenceEqual("source"u8) => Attributes.Source,
        var name when name.SequenceEqual("subject"u8) => Attributes.Subject,
        var name when name.SequenceEqual("specversion"u8) => Attributes.SpecVersion,
        var name when name.SequenceEqual("datacontenttype"u8) => Attributes.DataContentType,
        _ => Attributes.None,
    };

    // The catalogue has the same text already.
    private static string ReadType(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[MaxType];
        return reader.ValueSpan.Length <= MaxType && FactType.Find(text[..reader.CopyString(text)]) is { } known
            ? known.CloudEventType
            : reader.GetString()!;
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    /// <summary>RFC 3339 in its usual form. The reader's own would also take a day without a time, or a time without an offset.</summary>
    private static bool TryReadTime(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        // Some writers escape the plus sign of an offset.
        Span<byte> copy = stackalloc byte[MaxTime];
        time = default;
        if (reader.ValueSpan.Length > MaxTime)
        {
            return false;
        }

        ReadOnlySpan<byte> text = copy[..reader.CopyString(copy)];
        return text.Length >= "2026-01-01T00:00:00Z".Length
            && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-') && text[16] == ':'
            && reader.TryGetDateTimeOffset(out time);
    }
}
