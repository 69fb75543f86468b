using System.Text.Json;
using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus;

/// <summary>Times as RFC 3339, read strictly: the serializer itself also takes a day alone, or a time without an offset.</summary>
internal sealed class TimeJsonConverter : JsonConverter<DateTimeOffset>
{
    private const int Usual = 128;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(ref reader, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <returns>False where the value is no string with a time.</returns>
    /// <exception cref="InvalidOperationException">The string holds half a character.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (!reader.ValueIsEscaped)
        {
            return Rfc3339.TryParse(reader.ValueSpan, out time);
        }

        // Some writers escape the plus sign of an offset.
        if (reader.ValueSpan.Length > Usual)
        {
            return Rfc3339.TryParse(reader.GetString(), out time);
        }

        Span<byte> unescaped = stackalloc byte[Usual];
        return Rfc3339.TryParse(unescaped[..reader.CopyString(unescaped)], out time);
    }
}
