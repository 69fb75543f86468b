using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Status;

/// <summary>How questions are read and answers are written.</summary>
internal static class StatusJson
{
    public static JsonSerializerOptions Options { get; } = Frozen(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        // Umlauts stay letters; what could end a script or an attribute is still escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new ParsableJsonConverter(),
            new UtcJsonConverter(),
        },
    });

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>RFC 3339 in UTC, written with Z.</summary>
    private sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<byte> written = stackalloc byte[28];
            value.UtcDateTime.TryFormat(written, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
            writer.WriteStringValue(written[..length]);
        }
    }
}
