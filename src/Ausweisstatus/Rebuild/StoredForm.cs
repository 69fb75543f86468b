using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Rebuild;

/// <summary>Facts and documents as the database holds them: the same JSON that live processing reads and writes.</summary>
internal static class StoredForm
{
    /// <exception cref="RebuildException">A name or a form that this version does not know: nothing is guessed.</exception>
    public static Fact FactOf(string type, byte[] data)
    {
        if (FactType.Named(type) is not { } known) throw new RebuildException($"The database holds a fact '{type}', which this version does not know.");
        try
        {
            return FactJson.Read(data, known);
        }
        catch (JsonException problem)
        {
            throw new RebuildException($"The database holds a fact '{type}' that this version cannot read.", problem);
        }
    }

    public static byte[] DataOf(Document document) => JsonSerializer.SerializeToUtf8Bytes(document, FactJson.Options);
}
