using System.Buffers;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Recording;

/// <summary>The rows of <c>mt_events</c> that a commit adds, column by column.</summary>
internal sealed class EventRows(int count)
{
    private static readonly Dictionary<FactType, string> DotNetNames =
        FactType.All.ToDictionary(type => type, type => $"{type.Record.FullName}, {type.Record.Assembly.GetName().Name}");

    private readonly string[] tenants = new string[count];
    private readonly Guid[] streams = new Guid[count];
    private readonly long[] versions = new long[count];
    private readonly Guid[] ids = new Guid[count];
    private readonly string[] types = new string[count];
    private readonly string[] dotNetTypes = new string[count];
    private readonly byte[][] data = new byte[count][];
    private readonly byte[][] headers = new byte[count][];

    public static EventRows Of(IReadOnlyList<OpenDocument> documents)
    {
        var rows = new EventRows(documents.Sum(document => document.Added.Count));
        using var headers = new HeadersJson();
        var row = 0;
        foreach (var document in documents)
        {
            var version = document.StoredVersion;
            foreach (var submission in document.Added)
            {
                rows.Put(row++, document, ++version, submission, headers);
            }
        }

        return rows;
    }

    /// <summary>In the order in which the statement takes them.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        Add(NpgsqlDbType.Varchar, tenants);
        Add(NpgsqlDbType.Uuid, streams);
        Add(NpgsqlDbType.Bigint, versions);
        Add(NpgsqlDbType.Uuid, ids);
        Add(NpgsqlDbType.Varchar, types);
        Add(NpgsqlDbType.Varchar, dotNetTypes);
        Add(NpgsqlDbType.Jsonb, data);
        Add(NpgsqlDbType.Jsonb, headers);

        void Add<T>(NpgsqlDbType type, T[] column) => parameters.Add(new() { Value = column, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private void Put(int row, OpenDocument document, long version, Submission submission, HeadersJson json)
    {
        var type = FactType.Of(submission.Fact);
        tenants[row] = document.Tenant;
        streams[row] = document.Id;
        versions[row] = version;
        ids[row] = submission.FactId;
        types[row] = type.Name;
        dotNetTypes[row] = DotNetNames[type];
        data[row] = FactJson.Write(submission.Fact);
        headers[row] = json.Of(submission);
    }

    private sealed class HeadersJson : IDisposable
    {
        private readonly ArrayBufferWriter<byte> buffer = new(512);
        private readonly Utf8JsonWriter writer;

        public HeadersJson() => writer = new Utf8JsonWriter(buffer);

        public byte[] Of(Submission submission)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            writer.WriteStartObject();
            writer.WriteString(FactHeaders.Order, submission.Order.ToString());
            writer.WriteString(FactHeaders.Source, submission.Source);
            writer.WriteString(FactHeaders.EventId, submission.EventId);
            writer.WriteString(FactHeaders.Client, submission.Client);
            writer.WriteEndObject();
            writer.Flush();
            return buffer.WrittenSpan.ToArray();
        }

        public void Dispose() => writer.Dispose();
    }
}
