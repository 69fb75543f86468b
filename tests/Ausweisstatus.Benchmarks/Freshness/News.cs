using System.Text;
using System.Text.Json;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Lookup;

namespace Ausweisstatus.Benchmarks.Freshness;

/// <summary>A fact that gives a document another stage, and what its holder is to be told then.</summary>
internal sealed record News(string Stage, DateTimeOffset Since, byte[] Fact)
{
    /// <summary>The n-th news of a document that was ready once: faulty after all, made again, faulty again.</summary>
    public static News Of(int document, int n)
    {
        // To the millisecond, so that it reads as it was written; the news of a document lie further apart.
        var since = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var (type, stage) = n % 2 == 0 ? ("quality-rejected", "being-remade") : ("production-started", "in-production");
        return new News(stage, since, CloudEventText.Bytes(json => CloudEventText.WriteEnvelope(
            json, $"{document}/news/{n}", "/print-shops/bdr", type, Documents.Subject(document), since, () =>
            {
                json.WriteStartObject();
                json.WriteEndObject();
            })));
    }

    /// <summary>Whether an answer tells it.</summary>
    public bool IsIn(ReadOnlySpan<byte> answer)
    {
        var json = new Utf8JsonReader(answer);
        var told = JsonElement.ParseValue(ref json);
        return told.GetProperty("stage").ValueEquals(Stage) && told.GetProperty("since").GetDateTimeOffset() == Since;
    }

    public bool IsIn(string answer) => IsIn(Encoding.UTF8.GetBytes(answer));
}
