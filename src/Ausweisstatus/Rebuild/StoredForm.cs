using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Rebuild;

/// <summary>Facts and documents as the database holds them: the same JSON that live processing reads and writes.</summary>
internal static class StoredForm
{
    private static readonly JsonSerializerOptions Json = FactJson.Options();

    private static readonly JsonTypeInfo DocumentInfo = Json.GetTypeInfo(typeof(Document));

    private static readonly FrozenDictionary<string, JsonTypeInfo> Facts =
        FactType.All.ToFrozenDictionary(type => type.Name, type => Json.GetTypeInfo(type.Record), StringComparer.Ordinal);

    /// <exception cref="RebuildException">A name or a form that this version does not know: nothing is guessed.</exception>
    public static Fact FactOf(string type, byte[] data)
    {
        if (!Facts.TryGetValue(type, out var info)) throw new RebuildException($"The database holds a fact '{type}', which this version does not know.");
        try
        {
            return (Fact)JsonSerializer.Deserialize(data, info)!;
        }
        catch (JsonException problem)
        {
            throw new RebuildException($"The database holds a fact '{type}' that this version cannot read.", problem);
        }
    }

    public static byte[] DataOf(Document document) => JsonSerializer.SerializeToUtf8Bytes(document, DocumentInfo);
}
