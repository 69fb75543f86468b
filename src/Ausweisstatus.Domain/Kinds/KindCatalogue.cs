using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus.Domain;

/// <summary>
/// The kinds of documents that are known here. Those of <c>kinds.json</c> are part of the program; an operator adds to them with a file of
/// the same form.
/// </summary>
public sealed class KindCatalogue
{
    private const int MaxWorkingDays = 1000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new KindConverter() },
    };

    private readonly FrozenDictionary<DocumentKind, KindEntry> byKind;

    private KindCatalogue(IReadOnlyList<KindEntry> entries) => (All, byKind) = (entries, entries.ToFrozenDictionary(entry => entry.Kind));

    /// <summary>What the program brings with it.</summary>
    public static KindCatalogue Shipped { get; } = new([.. Read(ShippedJson())]);

    /// <summary>What holds in this process. It is set once, before the first document is read: what is stored of a document follows from it.</summary>
    public static KindCatalogue Current { get; set; } = Shipped;

    public IReadOnlyList<KindEntry> All { get; }

    public KindEntry? Find(DocumentKind kind) => byKind.GetValueOrDefault(kind);

    /// <summary>This catalogue with further entries. One of a known kind takes the place of what was there.</summary>
    /// <exception cref="FormatException">The message says what is wrong, and with which kind.</exception>
    public KindCatalogue With(ReadOnlySpan<byte> json)
    {
        var further = Read(json);
        return new KindCatalogue([.. All.Where(known => !further.Exists(entry => entry.Kind == known.Kind)), .. further]);
    }

    private static byte[] ShippedJson()
    {
        using var resource = typeof(KindCatalogue).Assembly.GetManifestResourceStream("kinds.json")!;
        var json = new byte[resource.Length];
        resource.ReadExactly(json);
        return json;
    }

    private static List<KindEntry> Read(ReadOnlySpan<byte> json)
    {
        List<KindEntry> entries;
        try
        {
            entries = JsonSerializer.Deserialize<List<KindEntry>>(json, Json) ?? throw new FormatException("There is no list of kinds.");
        }
        catch (JsonException malformed)
        {
            throw new FormatException(malformed.Message, malformed);
        }

        foreach (var (at, entry) in entries.Index())
        {
            if (FaultOf(entry, entries[..at]) is { } fault)
            {
                throw new FormatException($"{entry.Kind}: {fault}.");
            }
        }

        return entries;
    }

    private static string? FaultOf(KindEntry entry, List<KindEntry> before) =>
        before.Exists(other => other.Kind == entry.Kind) ? "there are two entries"
        : entry.UsualWorkingDays is < 1 or > MaxWorkingDays ? $"usualWorkingDays is a number from 1 to {MaxWorkingDays}"
        : !entry.Texts.ContainsKey(KindEntry.German) ? $"texts has no {KindEntry.German}"
        : entry.Texts.Values.Any(texts => texts is null || !ReadableText.IsReadable(texts.Name) || !ReadableText.IsReadable(texts.Yours)) ? "a text is empty"
        : null;

    private sealed class KindConverter : JsonConverter<DocumentKind>
    {
        public override DocumentKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && DocumentKind.TryParse(reader.GetString(), null, out var kind)
                ? kind
                : throw new JsonException("A kind is named with 2 to 40 of a-z, 0-9 and hyphen.");

        public override void Write(Utf8JsonWriter writer, DocumentKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
