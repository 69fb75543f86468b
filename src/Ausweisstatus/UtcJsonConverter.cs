using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus;

/// <summary>Moments as RFC 3339 in UTC, written with Z.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeJsonConverter.TryRead(ref reader, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> written = stackalloc byte["2026-01-01T00:00:00.0000000Z".Length];
        Utf8Formatter.TryFormat(value.UtcDateTime, written, out _, 'O');
        // Zeros at the end of the fraction say nothing, and neither does a fraction of none.
        var length = written[..^1].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        written[length] = (byte)'Z';
        writer.WriteStringValue(written[..(length + 1)]);
    }
}
