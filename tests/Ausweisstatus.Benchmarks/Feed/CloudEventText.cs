using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ausweisstatus.Benchmarks.Feed;

/// <summary>Facts as CloudEvents in JSON.</summary>
internal static class CloudEventText
{
    public const string One = "application/cloudevents+json";
    public const string Many = "application/cloudevents-batch+json";

    private const string PrintShop = "/print-shops/bdr";

    public static byte[] Of(FeedFact fact) => Bytes(json => Write(json, fact));

    public static byte[] Of(IEnumerable<FeedFact> facts) => Bytes(json =>
    {
        json.WriteStartArray();
        foreach (var fact in facts)
        {
            Write(json, fact);
        }

        json.WriteEndArray();
    });

    /// <summary>The data of a fact; what the limit stores.</summary>
    public static string DataOf(FeedFact fact) => Encoding.UTF8.GetString(Bytes(json => WriteData(json, fact)));

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FeedFact fact) =>
        WriteEnvelope(json, fact.Id, PrintShop, fact.Type, $"{fact.Authority}/{fact.Order}", fact.At, () => WriteData(json, fact));

    public static void WriteEnvelope(Utf8JsonWriter json, string id, string source, string type, string subject, DateTimeOffset at, Action data)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", id);
        json.WriteString("source", source);
        json.WriteString("type", $"de.ausweisstatus.{type}.v1");
        json.WriteString("subject", subject);
        json.WriteString("time", at.ToString("O", CultureInfo.InvariantCulture));
        json.WritePropertyName("data");
        data();
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, FeedFact fact)
    {
        json.WriteStartObject();
        if (fact.Type == "dispatched")
        {
            json.WriteString("to", "office");
            json.WriteString("carrier", "DHL");
        }

        json.WriteEndObject();
    }
}
