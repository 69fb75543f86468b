using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Validation;

/// <summary>Says what is wrong with what was sent, member by member, in words; never repeats what was sent.</summary>
internal static class DataValidator
{
    /// <summary>How members that are not sent as such are called by the sender.</summary>
    private static readonly Dictionary<string, string> SentAs = new() { ["lookup"] = "dateOfBirth", ["fact"] = "id" };

    public static Problem? Validate(JsonObject members, FactType type, JsonSerializerOptions options)
    {
        var errors = ErrorsOf(members, type.Record, options, prefix: "data.");
        if (type.Record == typeof(ReferenceReissued) && !errors.ContainsKey("data.generation")
            && members["generation"]!.GetValue<int>() <= Lookups.FirstGeneration)
        {
            errors["data.generation"] = ["must be 2 or more: the first code has generation 1"];
        }

        return errors.Count == 0 ? null : IntakeProblems.InvalidData with { Errors = errors };
    }

    /// <summary>Field name to what is wrong with it. Afterwards the members can be read as <paramref name="record"/> where there is no error.</summary>
    public static Dictionary<string, string[]> ErrorsOf(JsonObject members, Type record, JsonSerializerOptions options, string prefix = "")
    {
        Dictionary<string, string[]> errors = [];
        foreach (var property in options.GetTypeInfo(record).Properties)
        {
            var sentAs = prefix + SentAs.GetValueOrDefault(property.Name, property.Name);
            if (!members.TryGetPropertyValue(property.Name, out var value) || value is null)
            {
                // null is as good as absent, which not every record would accept.
                members.Remove(property.Name);
                if (property.IsRequired)
                {
                    errors[sentAs] = ["is required: " + Expected(property.PropertyType)];
                }
            }
            else if (!CanBe(value, property.PropertyType, options))
            {
                errors[sentAs] = ["must be " + Expected(property.PropertyType)];
            }
        }

        return errors;
    }

    private static bool CanBe(JsonNode value, Type type, JsonSerializerOptions options)
    {
        try
        {
            return value.Deserialize(type, options) is { } read && (read is not DocumentKind kind || KindCatalogue.Current.Find(kind) is not null);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Expected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)),
            _ when type == typeof(AuthorityId) => "an authority: 2 to 40 of a-z, 0-9 and hyphen",
            _ when type == typeof(OrderNumber) => "an order number: 1 to 64 visible characters",
            _ when type == typeof(DateTimeOffset) => "a time, RFC 3339 with an offset",
            _ when type == typeof(DocumentKind) => "one of " + string.Join(", ", KindCatalogue.Current.All.Select(entry => entry.Kind)),
            _ when type == typeof(LocationId) => "a location: 2 to 64 of a-z, 0-9 and hyphen",
            _ when type == typeof(ShortText) => "a text of 1 to 120 characters on one line",
            _ when type == typeof(DateOnly) => "a date, YYYY-MM-DD",
            _ when type == typeof(Lookup) || type == typeof(DateOfBirth) => "a date, YYYY-MM-DD, with 00 for an unknown day or month",
            _ when type == typeof(Guid) => "the CloudEvents id of the fact",
            _ when type == typeof(Guid[]) => "a list of ids",
            _ when type == typeof(int) => "a whole number",
            _ when type == typeof(bool) => "true or false",
            _ => "a value of this fact",
        };
    }
}
