using System.Collections.Frozen;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.EventLog;

/// <summary>The events of a commit, column by column.</summary>
internal sealed class EventRows(int documents, int events)
{
    // As Marten names them.
    private static readonly FrozenDictionary<FactType, string> DotNetNames =
        FactType.All.ToFrozenDictionary(type => type, type => $"{type.Record.FullName}, {type.Record.Assembly.GetName().Name}");

    /// <summary>Each document whole, or the facts added to it as a JSON array to append to what is stored.</summary>
    public byte[][] OfDocuments { get; } = new byte[documents][];

    /// <summary>Which of the documents an event is of, from 1.</summary>
    public int[] Places { get; } = new int[events];

    /// <summary>How many are added to its document after it.</summary>
    public long[] BeforeLast { get; } = new long[events];

    public string[] Tenants { get; } = new string[events];

    public Guid[] Ids { get; } = new Guid[events];

    public string[] Types { get; } = new string[events];

    public string[] DotNetTypes { get; } = new string[events];

    public byte[][] Data { get; } = new byte[events][];

    public byte[][] Headers { get; } = new byte[events][];

    public string[] Clients { get; } = new string[events];

    public string?[] Traces { get; } = new string?[events];

    public static EventRows Of(PendingDocument[] documents)
    {
        var rows = new EventRows(documents.Length, documents.Sum(document => document.Added.Count));
        using var json = new JsonBytes();
        var row = 0;
        for (var place = 0; place < documents.Length; place++)
        {
            var added = documents[place].Added;
            for (var number = 0; number < added.Count; number++)
            {
                rows.Tenants[row] = documents[place].Tenant;
                rows.Places[row] = place + 1;
                rows.BeforeLast[row] = added.Count - 1 - number;
                rows.Put(row++, documents[place].Order, added[number], json);
            }

            if (documents[place].IsWrittenWhole)
            {
                rows.OfDocuments[place] = JsonSerializer.SerializeToUtf8Bytes(documents[place].Now, FactJson.Options);
                continue;
            }

            rows.OfDocuments[place] = json.Of((rows, first: row - added.Count, row), static (writer, of) =>
            {
                writer.WriteStartArray();
                for (var row = of.first; row < of.row; row++)
                {
                    DocumentJsonConverter.WriteFact(writer, of.rows.Ids[row], of.rows.Types[row], of.rows.Data[row]);
                }

                writer.WriteEndArray();
            });
        }

        return rows;
    }

    private void Put(int row, OrderNumber order, NewFact fact, JsonBytes json)
    {
        var type = FactType.Of(fact.Fact);
        Ids[row] = fact.Id;
        Types[row] = type.Name;
        DotNetTypes[row] = DotNetNames[type];
        Clients[row] = fact.Client;
        Traces[row] = fact.Trace;
        Data[row] = FactJson.Write(fact.Fact);
        Headers[row] = json.Of((order, fact), static (writer, of) =>
        {
            writer.WriteStartObject();
            writer.WriteString(FactHeaders.Order, of.order.ToString());
            writer.WriteString(FactHeaders.Source, of.fact.Source);
            writer.WriteString(FactHeaders.EventId, of.fact.EventId);
            writer.WriteString(FactHeaders.Client, of.fact.Client);
            writer.WriteEndObject();
        });
    }
}
