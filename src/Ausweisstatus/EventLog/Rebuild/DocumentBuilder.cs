using System.Buffers;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>
/// Builds the rows of documents, one after the other, from their facts. A stored document repeats its facts as they are stored, so their JSON
/// is passed on as it is.
/// </summary>
internal sealed class DocumentBuilder : IDisposable
{
    private readonly ArrayBufferWriter<byte> json = new(4096);
    private readonly Utf8JsonWriter writer;
    private readonly List<KnownFact> facts = [];
    private (string Authority, Guid Id, string Order) document;
    private long version;

    public DocumentBuilder() => writer = new Utf8JsonWriter(json);

    public bool IsOf(string authority, Guid id) => facts.Count > 0 && document.Id == id && document.Authority == authority;

    public void Begin(string authority, Guid id, string order)
    {
        document = (authority, id, order);
        facts.Clear();
        json.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartArray();
        writer.WriteStringValue(authority);
        writer.WriteStringValue(order);
    }

    /// <exception cref="RebuildException">A name or a form that this version does not know: nothing is guessed.</exception>
    public void Add(long version, Guid id, string type, byte[] data)
    {
        var known = FactType.Named(type) ?? throw new RebuildException($"The database holds a fact '{type}', which this version does not know.");
        DocumentJsonConverter.WriteFact(writer, id, known.Name, data);
        facts.Add(new KnownFact(id, Read(known, data)));
        this.version = version;
    }

    /// <returns>Null before the first document.</returns>
    public RebuiltDocument? End()
    {
        if (facts.Count == 0)
        {
            return null;
        }

        writer.WriteEndArray();
        writer.Flush();
        var built = Document.Of(AuthorityId.Parse(document.Authority), OrderNumber.Parse(document.Order)) with { Facts = [.. facts] };
        return new RebuiltDocument(document.Authority, document.Id, json.WrittenSpan.ToArray(), built.Lookup, built.Columns, version, facts.Count);
    }

    public void Dispose() => writer.Dispose();

    private static Fact Read(FactType type, byte[] data)
    {
        try
        {
            return FactJson.Read(data, type);
        }
        catch (JsonException problem)
        {
            throw new RebuildException($"The database holds a fact '{type.Name}' that this version cannot read.", problem);
        }
    }
}
