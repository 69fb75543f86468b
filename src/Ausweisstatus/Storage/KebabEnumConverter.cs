using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus.Storage;

/// <summary>
/// Enumerations as kebab-case strings, never as numbers. A type of its own because Marten replaces every
/// <see cref="JsonStringEnumConverter"/> it finds by one with the names of the code.
/// </summary>
internal sealed class KebabEnumConverter : JsonConverterFactory
{
    private static readonly JsonStringEnumConverter Strings = new(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    public override bool CanConvert(Type typeToConvert) => Strings.CanConvert(typeToConvert);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Strings.CreateConverter(typeToConvert, options);
}
