using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus;

/// <summary>Moments as RFC 3339 in UTC, written with Z.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> written = stackalloc byte[28];
        value.UtcDateTime.TryFormat(written, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(written[..length]);
    }
}
