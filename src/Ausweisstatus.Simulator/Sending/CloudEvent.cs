using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>
/// A fact as a CloudEvent, written by hand from the specification: the host reads with a library, and the same library on both sides
/// would hide a fault of either.
/// </summary>
internal static class CloudEvent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Single = new("application/cloudevents+json") { CharSet = "utf-8" };
    private static readonly MediaTypeHeaderValue Batch = new("application/cloudevents-batch+json") { CharSet = "utf-8" };
    private static readonly MediaTypeHeaderValue Stream = new("application/x-ndjson");

    public static HttpContent Structured(Message message) => Content(Single, json => Write(json, message));

    public static HttpContent Batched(IReadOnlyList<Message> messages) => Content(Batch, json =>
    {
        json.WriteStartArray();
        foreach (var message in messages)
        {
            Write(json, message);
        }

        json.WriteEndArray();
    });

    public static HttpContent Lines(IReadOnlyList<Message> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(messages.Count * 320);
        foreach (var message in messages)
        {
            using (var json = new Utf8JsonWriter(buffer))
            {
                Write(json, message);
            }

            buffer.Write("\n"u8);
        }

        return Content(Stream, buffer);
    }

    /// <summary>Binary mode: the attributes are headers, the data is the body.</summary>
    public static HttpContent Binary(Message message, HttpRequestHeaders headers)
    {
        headers.Add("ce-specversion", "1.0");
        headers.Add("ce-id", message.EventId);
        headers.Add("ce-source", message.By.Source);
        headers.Add("ce-type", TypeOf(message));
        headers.Add("ce-subject", message.Subject);
        headers.Add("ce-time", TimeOf(message));
        return message.Data.Count == 0 ? new ByteArrayContent([]) : Content(Json, json => WriteData(json, message.Data));
    }

    private static ReadOnlyMemoryContent Content(MediaTypeHeaderValue type, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Content(type, buffer);
    }

    private static ReadOnlyMemoryContent Content(MediaTypeHeaderValue type, ArrayBufferWriter<byte> buffer) =>
        new(buffer.WrittenMemory) { Headers = { ContentType = type } };

    private static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", message.EventId);
        json.WriteString("source", message.By.Source);
        json.WriteString("type", TypeOf(message));
        json.WriteString("subject", message.Subject);
        json.WriteString("time", TimeOf(message));
        if (message.Data.Count > 0)
        {
            json.WritePropertyName("data");
            WriteData(json, message.Data);
        }

        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, IReadOnlyList<Detail> data)
    {
        json.WriteStartObject();
        foreach (var (name, value) in data)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static string TypeOf(Message message) => $"de.ausweisstatus.{message.Fact.Slug()}.v1";

    private static string TimeOf(Message message) =>
        message.Stamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
