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

    /// <exception cref="UnreadableFactException">This version cannot read it.</exception>
    public void Add(long version, Guid id, string type, byte[] data)
    {
        facts.Add(new KnownFact(id, StoredFact.Read(type, data)));
        DocumentJsonConverter.WriteFact(writer, id, type, data);
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
        return new RebuiltDocument(document.Authority, document.Id, built, json.WrittenSpan.ToArray(), version);
    }

    public void Dispose() => writer.Dispose();
}
