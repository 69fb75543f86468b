using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Storage;

/// <summary>
/// A document as <c>[authority, order, fact, fact, …]</c>, each fact <c>[id, name, data]</c> with the data as in the event. What follows
/// from the facts is not stored a second time, and a list grows at its end: a further fact is appended without reading what is there.
/// </summary>
internal sealed class DocumentJsonConverter : JsonConverter<Document>
{
    private const int LongestName = 64;

    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray
            || !AuthorityId.TryParse(NextText(ref reader), out var authority)
            || !OrderNumber.TryParse(NextText(ref reader), out var order))
        {
            throw new JsonException();
        }

        var facts = ImmutableArray.CreateBuilder<KnownFact>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            facts.Add(ReadFact(ref reader));
        }

        return Document.Of(authority, order) with { Facts = facts.DrainToImmutable() };
    }

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Authority.ToString());
        writer.WriteStringValue(value.Order.ToString());
        foreach (var known in value.Facts)
        {
            WriteFact(writer, known.Id, FactType.Of(known.Fact).Name, FactJson.Write(known.Fact));
        }

        writer.WriteEndArray();
    }

    /// <summary>A fact as an element of its document.</summary>
    public static void WriteFact(Utf8JsonWriter writer, Guid id, string name, ReadOnlySpan<byte> data)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(id);
        writer.WriteStringValue(name);
        writer.WriteRawValue(data, skipInputValidation: true);
        writer.WriteEndArray();
    }

    private static KnownFact ReadFact(ref Utf8JsonReader reader)
    {
        reader.Read();
        var id = reader.GetGuid();
        reader.Read();
        var type = ReadName(ref reader);
        reader.Read();
        var fact = FactJson.Read(ref reader, type);
        reader.Read();
        return new KnownFact(id, fact);
    }

    private static string? NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }

    private static FactType ReadName(ref Utf8JsonReader reader)
    {
        Span<char> name = stackalloc char[LongestName];
        return reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestName
            && FactType.Named(name[..reader.CopyString(name)]) is { } type ? type : throw new JsonException();
    }
}
