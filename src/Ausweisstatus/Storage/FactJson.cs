using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Storage;

/// <summary>How facts and documents are written as JSON: camelCase, enumerations in kebab-case, values of the domain as their text.</summary>
public static class FactJson
{
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // PostgreSQL's jsonb orders the members of an object its own way.
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new KebabEnumConverter(), new ParsableJsonConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameFacts, LeaveOutDerived } },
    };

    /// <summary>Facts inside a document carry the name of the catalogue.</summary>
    private static void NameFacts(JsonTypeInfo info)
    {
        if (info.Type == typeof(Fact))
        {
            info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
            foreach (var type in FactType.All)
            {
                info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type.Record, type.Name));
            }
        }
    }

    private static void LeaveOutDerived(JsonTypeInfo info)
    {
        if (info.Type == typeof(Document))
        {
            info.Properties.Remove(info.Properties.Single(property => property.Name.Equals(nameof(Document.Lookup), StringComparison.OrdinalIgnoreCase)));
        }
    }
}
