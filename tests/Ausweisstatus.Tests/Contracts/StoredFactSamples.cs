using System.Reflection;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Tests.Contracts;

/// <summary>A row of the events: the document by its order, the fact by its id, its stored name and its stored data.</summary>
internal sealed record StoredFact(string Order, Guid Id, string Type, JsonNode Data);

/// <summary>
/// Every fact of the catalogue as this version stores it: with all it may hold, once for each word of its vocabulary, and with nothing it can
/// do without. Each stands in a document of its own, and one document has them all. What is made here is the same in every run.
/// </summary>
internal static class StoredFactSamples
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly LookupKey Key = new(1, new byte[LookupKey.MinimumBytes]);

    public static IEnumerable<StoredFact> All()
    {
        List<Fact> inOne = [];
        foreach (var type in FactType.All)
        {
            var number = 0;
            foreach (var values in Variants(type.Record))
            {
                number++;
                List<Fact> facts = [];
                if (type.Record != typeof(ApplicationReceived))
                {
                    facts.AddRange([Application(), new OrderSent(Start.AddHours(1)), new Dispatched(Start.AddDays(8), Destination.Office)]);
                }

                facts.Add(Make(type.Record, Start.AddDays(10), values, $"{type.Name}-{number}/2"));
                inOne.Add(Make(type.Record, Start.AddDays(20).AddHours(inOne.Count), values, "all/2"));
                foreach (var stored in Stored($"{type.Name}-{number}", facts))
                {
                    yield return stored;
                }
            }
        }

        foreach (var stored in Stored("all", [Application(), new OrderSent(Start.AddHours(1)), .. inOne]))
        {
            yield return stored;
        }
    }

    private static IEnumerable<StoredFact> Stored(string order, IEnumerable<Fact> facts) => facts.Select((fact, place) =>
        new StoredFact(order, IdOf($"{order}/{place}"), FactType.Of(fact).Name, JsonNode.Parse(FactJson.Write(fact))!));

    private static ApplicationReceived Application() =>
        new(Start, DocumentKind.Parse("identity-card"), LookupOf("application"), Delivery.Pickup, LocationId.Parse("mitte-rathaus"));

    /// <summary>For each variant its values by the name of the parameter; what it leaves out is absent.</summary>
    private static IEnumerable<Dictionary<string, object>> Variants(Type record)
    {
        var parameters = ParametersOf(record);
        var words = parameters.Max(parameter => WordsOf(parameter.ParameterType).Count);
        for (var word = 0; word < words; word++)
        {
            yield return parameters.ToDictionary(parameter => parameter.Name!, parameter => ValueOf(parameter.ParameterType, word));
        }

        if (parameters.Any(parameter => parameter.HasDefaultValue))
        {
            yield return parameters.Where(parameter => !parameter.HasDefaultValue)
                .ToDictionary(parameter => parameter.Name!, parameter => ValueOf(parameter.ParameterType, 0));
        }
    }

    private static Fact Make(Type record, DateTimeOffset at, Dictionary<string, object> values, string named) =>
        (Fact)record.GetConstructors().Single().Invoke([.. ParametersOf(record).Select(parameter =>
            parameter.ParameterType == typeof(DateTimeOffset) ? at
            : parameter.ParameterType == typeof(Guid) ? IdOf(named)
            : values.GetValueOrDefault(parameter.Name!, parameter.DefaultValue!))]);

    private static ParameterInfo[] ParametersOf(Type record) => record.GetConstructors().Single().GetParameters();

    private static object ValueOf(Type type, int word) => WordsOf(type) is var words && words[word % words.Count] is { } value ? value : throw new NotSupportedException();

    private static IReadOnlyList<object> WordsOf(Type optional)
    {
        var type = Nullable.GetUnderlyingType(optional) ?? optional;
        return type.IsEnum ? [.. Enum.GetValues(type).Cast<object>()]
            : type == typeof(DocumentKind) ? [DocumentKind.Parse("identity-card"), DocumentKind.Parse("residence-permit")]
            : type == typeof(DateTimeOffset) ? [Start]
            : type == typeof(Lookup) ? [LookupOf("reissued")]
            : type == typeof(LocationId) ? [LocationId.Parse("mitte-osloer")]
            : type == typeof(ShortText) ? [ShortText.Parse("Grüße 12")]
            : type == typeof(DateOnly) ? [new DateOnly(2026, 4, 30)]
            : type == typeof(int) ? [2]
            : type == typeof(Guid) ? [Guid.Empty]
            : throw new NotSupportedException($"Say here which {type.Name} a sample of a stored fact shall hold.");
    }

    private static Lookup LookupOf(string code) =>
        Key.LookupOf(Key.ReferenceOf(Realm.Parse("7K"), AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(code), 1), DateOfBirth.Parse("1990-05-17"));

    private static Guid IdOf(string fact) => FactId.Of("/samples", fact);
}
