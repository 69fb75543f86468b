using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Storage;

/// <summary>How facts and documents are written as JSON: camelCase, enumerations in kebab-case, values of the domain as their text.</summary>
internal static class FactJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    // Each when a fact of its type is first seen: reflection over all of them would take a third of the time to the first answer.
    private static readonly FrozenDictionary<FactType, Lazy<JsonTypeInfo>> TypeInfos =
        FactType.All.ToFrozenDictionary(type => type, type => new Lazy<JsonTypeInfo>(() => Options.GetTypeInfo(type.Record)));

    public static byte[] Write(Fact fact) => JsonSerializer.SerializeToUtf8Bytes(fact, TypeInfos[FactType.Of(fact)].Value);

    public static Fact Read(ReadOnlySpan<byte> utf8, FactType type)
    {
        var reader = new Utf8JsonReader(utf8);
        return Read(ref reader, type);
    }

    /// <exception cref="JsonException">This is no fact of that type.</exception>
    public static Fact Read(ref Utf8JsonReader reader, FactType type) =>
        (Fact?)JsonSerializer.Deserialize(ref reader, TypeInfos[type].Value) ?? throw new JsonException();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new KebabEnumConverter(), new ParsableJsonConverter(), new DocumentJsonConverter(), new TimeJsonConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }
}
