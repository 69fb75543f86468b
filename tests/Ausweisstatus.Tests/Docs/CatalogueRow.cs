using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Tests.Docs;

/// <summary>What the code says of a fact, written as the catalogue writes it.</summary>
internal static class CatalogueRow
{
    private static readonly JsonSerializerOptions Json = FactJson.Options;

    public static string Of(FactType type)
    {
        var (rank, stage, floor) = Fold(type);
        return string.Join(" | ", $"`{type.Name}`", $"`{type.CloudEventType}`", Data(type), Senders(type.MayBeSaidBy), rank, stage, floor);
    }

    public static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Data(FactType type)
    {
        var members = Json.GetTypeInfo(type.Record).Properties.Where(property => property.Name != "occurredAt").Select(Member).ToList();
        return members.Count == 0 ? "–" : string.Join(", ", members);
    }

    // Two members are derived from others, which are what a sender sends.
    private static string Member(JsonPropertyInfo property)
    {
        var name = property.Name switch { "lookup" => "dateOfBirth", "fact" => "id", var same => same };
        return $"`{name}` {TypeName(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)}{(property.IsRequired ? "" : "?")}";
    }

    private static string TypeName(Type type) =>
        type == typeof(DocumentKind) ? "kind"
        : type == typeof(Lookup) ? "date-of-birth"
        : type == typeof(Guid) ? "event-id"
        : type == typeof(DateOnly) ? "date"
        : type == typeof(int) ? "integer"
        : Kebab(type.Name);

    private static string Senders(Senders senders) =>
        string.Join(", ", Enum.GetValues<Senders>().Where(one => one != Domain.Senders.None && senders.HasFlag(one)).Select(one => Kebab(one.ToString())));

    private static (string Rank, string Stage, string Floor) Fold(FactType type)
    {
        if (type.Record == typeof(Dispatched))
        {
            return OfSending(to => new Dispatched(default, to));
        }

        if (type.Record == typeof(SentAgain))
        {
            return OfSending(to => new SentAgain(default, to, default));
        }

        // The fold looks at the type of a fact alone, so one without content will do.
        var row = RowOf((Fact)RuntimeHelpers.GetUninitializedObject(type.Record));
        return (row.Stage is null ? "–" : $"{row.Rank}", Stage(row), row.Floor is { } floor ? $"{floor}" : "–");
    }

    private static (string Rank, string Stage, string Floor) OfSending(Func<Destination, Fact> sending)
    {
        var (office, holder) = (RowOf(sending(Destination.Office)), RowOf(sending(Destination.Holder)));
        return ($"{office.Rank}", $"{Stage(office)} (to `office`), {Stage(holder)} (to `holder`)", office.Floor is { } floor ? $"{floor}" : "–");
    }

    private static FoldRow RowOf(Fact fact) => FoldRow.Of(fact);

    private static string Stage(FoldRow row) => row.Stage is { } stage ? Kebab(stage.ToString()) + (stage.IsFinal() ? ", final" : "") : "–";
}
