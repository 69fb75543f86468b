using System.Text.Json;
using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Storage;

/// <summary>
/// Enumerations as kebab-case strings: exactly these words, and never numbers, other letters or several words in one. A type of its own also
/// because Marten replaces every <see cref="JsonStringEnumConverter"/> it finds by one with the names of the code.
/// </summary>
internal sealed class KebabEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(KebabEnumConverter<>).MakeGenericType(typeToConvert))!;
}

/// <inheritdoc cref="KebabEnumConverter"/>
internal sealed class KebabEnumConverter<T> : JsonConverter<T> where T : struct, Enum
{
    private readonly (T Value, JsonEncodedText Word)[] words =
    [
        .. Enum.GetValues<T>().Select(value => (value, JsonEncodedText.Encode(KebabCase.Of(value)))),
    ];

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var (value, word) in words)
            {
                if (reader.ValueTextEquals(word.EncodedUtf8Bytes))
                {
                    return value;
                }
            }
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        foreach (var (known, word) in words)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                writer.WriteStringValue(word);
                return;
            }
        }

        throw new JsonException($"{typeof(T).Name} has no such value.");
    }
}
