using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Storage;

/// <summary>
/// A document as its facts, each <c>[id, name, data]</c> with the data as in the event. What follows from the facts is not stored a second
/// time: it cannot be older than they are, and a snapshot that is written anew with each fact stays small.
/// </summary>
internal sealed class DocumentJsonConverter : JsonConverter<Document>
{
    private const int LongestName = 64;

    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? authority = null, order = null;
        var facts = ImmutableArray<KnownFact>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("facts"u8))
            {
                reader.Read();
                facts = ReadFacts(ref reader);
            }
            else if (reader.ValueTextEquals("authority"u8))
            {
                reader.Read();
                authority = reader.GetString();
            }
            else if (reader.ValueTextEquals("order"u8))
            {
                reader.Read();
                order = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return AuthorityId.TryParse(authority, out var whose) && OrderNumber.TryParse(order, out var which)
            ? Document.Of(whose, which) with { Facts = facts }
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("authority"u8, value.Authority.ToString());
        writer.WriteString("order"u8, value.Order.ToString());
        writer.WriteStartArray("facts"u8);
        foreach (var known in value.Facts)
        {
            var type = FactType.Of(known.Fact);
            writer.WriteStartArray();
            writer.WriteStringValue(known.Id);
            writer.WriteStringValue(type.Name);
            FactJson.Write(writer, known.Fact, type);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ImmutableArray<KnownFact> ReadFacts(ref Utf8JsonReader reader)
    {
        var facts = ImmutableArray.CreateBuilder<KnownFact>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var id = reader.GetGuid();
            reader.Read();
            var type = ReadName(ref reader);
            reader.Read();
            facts.Add(new KnownFact(id, FactJson.Read(ref reader, type)));
            reader.Read();
        }

        return facts.DrainToImmutable();
    }

    private static FactType ReadName(ref Utf8JsonReader reader)
    {
        Span<char> name = stackalloc char[LongestName];
        return reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestName
            && FactType.Named(name[..reader.CopyString(name)]) is { } type ? type : throw new JsonException();
    }
}
