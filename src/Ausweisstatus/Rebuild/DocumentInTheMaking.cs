using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Rebuild;

/// <summary>
/// Takes the facts of one document after the other. A snapshot repeats its facts as they are stored, so they are passed on as they are; only
/// those that can change the lookup are understood.
/// </summary>
internal sealed class DocumentInTheMaking : IDisposable
{
    private readonly ArrayBufferWriter<byte> json = new(4096);
    private readonly Utf8JsonWriter writer;
    private readonly List<KnownFact> understood = [];
    private (string Authority, Guid Id, string Order) document;
    private long version;
    private int facts;

    public DocumentInTheMaking() => writer = new Utf8JsonWriter(json);

    public bool IsOf(string authority, Guid id) => facts > 0 && document.Id == id && document.Authority == authority;

    public void Begin(string authority, Guid id, string order)
    {
        (document, facts) = ((authority, id, order), 0);
        understood.Clear();
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
        if (known.CanChangeLookup) understood.Add(new KnownFact(id, Understood(known, data)));
        this.version = version;
        facts++;
    }

    /// <returns>Null before the first document.</returns>
    public FoldedDocument? End()
    {
        if (facts == 0) return null;
        writer.WriteEndArray();
        writer.Flush();
        var folded = Document.Of(AuthorityId.Parse(document.Authority), OrderNumber.Parse(document.Order)) with { Facts = [.. understood] };
        return new FoldedDocument(document.Authority, document.Id, json.WrittenSpan.ToArray(), folded.Lookup, version, facts);
    }

    public void Dispose() => writer.Dispose();

    private static Fact Understood(FactType type, byte[] data)
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
