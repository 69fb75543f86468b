using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Refusals;

/// <summary>A refused event as the JSON of structured mode, whichever form it was sent in, and the same with one field put right.</summary>
internal static class SentEvent
{
    private const string DataPointer = "/data/";
    private const string Base64 = "data_base64";

    /// <returns>Nothing where nothing could be read.</returns>
    public static byte[]? Of(ReceivedEvent? read) => read switch
    {
        null => null,
        { Sent.IsEmpty: false } => read.Sent.ToArray(),
        _ => Structured(read),
    };

    /// <param name="sent">JSON that could be read.</param>
    /// <param name="pointer">To an attribute or a member of the data (RFC 6901).</param>
    /// <param name="value">What is put there; nothing leaves the field out.</param>
    /// <returns>Null where there is no such place in it.</returns>
    public static byte[]? With(byte[] sent, string pointer, string value)
    {
        try
        {
            if (JsonNode.Parse(sent) is not JsonObject whole)
            {
                return null;
            }

            if (!pointer.StartsWith(DataPointer, StringComparison.Ordinal))
            {
                Put(whole, pointer[1..], value);
            }
            else if (TakeData(whole) is { } data)
            {
                whole["data"] = data;
                var member = pointer[DataPointer.Length..];
                Put(data, member, IsNumber(whole, member) && int.TryParse(value, out var number) ? JsonValue.Create(number) : value);
            }
            else
            {
                return null;
            }

            return Encoding.UTF8.GetBytes(whole.ToJsonString());
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            // Twice the same name, half a character.
            return null;
        }
    }

    // Base64, as data that is no JSON cannot be put into JSON.
    private static byte[] Structured(ReceivedEvent read)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            Write("id", read.Id);
            Write("source", read.Source);
            Write("type", read.Type);
            Write("subject", read.Subject);
            Write("time", read.Time?.UtcDateTime.ToString("O"));
            if (!read.Data.IsEmpty)
            {
                writer.WriteBase64String(Base64, read.Data.Span);
            }

            writer.WriteEndObject();

            void Write(string name, string? text)
            {
                if (!string.IsNullOrEmpty(text))
                {
                    writer.WriteString(name, text);
                }
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static JsonObject? TakeData(JsonObject whole)
    {
        if (whole[Base64] is { } encoded)
        {
            whole.Remove(Base64);
            return JsonNode.Parse(Convert.FromBase64String(encoded.GetValue<string>())) as JsonObject;
        }

        return whole["data"] is { } data ? data.DeepClone() as JsonObject : [];
    }

    private static bool IsNumber(JsonObject whole, string member) =>
        FactType.Find(whole["type"]?.GetValue<string>()) is { } type
        && FactJson.Options.GetTypeInfo(type.Record).Properties.Any(property => property.Name == member && property.PropertyType == typeof(int));

    private static void Put(JsonObject target, string member, JsonNode? value)
    {
        target.Remove(member);
        if (value is not JsonValue text || !text.TryGetValue(out string? written) || written.Length > 0)
        {
            target[member] = value;
        }
    }
}
