using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Validation;

/// <summary>A fact, or why the data is none.</summary>
internal readonly record struct FactReadResult(Fact? Fact, DateOfBirth? DateOfBirth, Problem? Problem)
{
    public static implicit operator FactReadResult(Problem problem) => new(null, null, problem);
}

/// <summary>
/// From an event's <c>data</c> to the record of its fact, for every fact of the catalogue alike. Three members are ours and never the
/// sender's: the time (from the envelope), the lookup (from the date of birth) and the retracted fact's id (from its CloudEvents id).
/// </summary>
internal sealed class FactDataReader(LookupKeys keys)
{
    private static readonly JsonSerializerOptions Json = FactJson.Options;
    private static readonly string[] Derived = ["occurredAt", "lookup", "fact"];

    public FactReadResult Read(FactType type, DateTimeOffset occurredAt, Subject subject, Role role, ReceivedEvent read) =>
        FastFactReader.TryRead(type, occurredAt, read.Data.Span) is { } plain
            ? new FactReadResult(plain, null, null)
            : ReadMemberByMember(type, occurredAt, subject, role, read);

    /// <summary>Whatever was sent; says what is wrong with it.</summary>
    internal FactReadResult ReadMemberByMember(FactType type, DateTimeOffset occurredAt, Subject subject, Role role, ReceivedEvent read)
    {
        if (!read.Data.IsEmpty && !StrictJson.IsSound(read.Data))
        {
            return IntakeProblems.MalformedEvent;
        }

        if (Members(read) is not { } members)
        {
            return IntakeProblems.InvalidData.WithFieldError("data", "is a JSON object");
        }

        members["occurredAt"] = JsonSerializer.SerializeToNode(occurredAt, Json);
        DateOfBirth? dateOfBirth = null;
        if (type.Record == typeof(ApplicationReceived) || type.Record == typeof(ReferenceReissued))
        {
            if (!TakeDateOfBirth(members, out dateOfBirth))
            {
                return IntakeProblems.InvalidData.WithFieldError("data.dateOfBirth", "is YYYY-MM-DD, with 00 for an unknown day or month");
            }

            PutLookup(members, type, subject, dateOfBirth);
        }
        else if (type.Record == typeof(FactRetracted))
        {
            if (!PutRetractedFact(members, read.Source, role))
            {
                return IntakeProblems.InvalidData.WithFieldError("data.source", "is the CloudEvents source under which the fact was sent");
            }
        }

        return DataValidator.Validate(members, type, Json) is { } problem
            ? problem
            : new FactReadResult((Fact)members.Deserialize(type.Record, Json)!, dateOfBirth, null);
    }

    private static JsonObject? Members(ReceivedEvent read)
    {
        var members = read.Data.IsEmpty ? [] : JsonNode.Parse(read.Data.Span) as JsonObject;
        foreach (var ours in Derived)
        {
            members?.Remove(ours);
        }

        return members;
    }

    private static bool TakeDateOfBirth(JsonObject members, out DateOfBirth? dateOfBirth)
    {
        dateOfBirth = null;
        if (!members.Remove("dateOfBirth", out var written) || written is null)
        {
            // The catalogue says whether the fact can do without.
            return true;
        }

        if (written.GetValueKind() != JsonValueKind.String || !DateOfBirth.TryParse(written.GetValue<string>(), out var parsed))
        {
            return false;
        }

        dateOfBirth = parsed;
        return true;
    }

    private void PutLookup(JsonObject members, FactType type, Subject subject, DateOfBirth? dateOfBirth)
    {
        var generation = type.Record == typeof(ApplicationReceived) ? Lookups.FirstGeneration
            : members["generation"] is JsonValue told && told.TryGetValue(out int number) ? number : 0;
        if (dateOfBirth is { } date)
        {
            members["lookup"] = Lookups.Make(keys, keys.Current, subject.Authority, subject.Order, generation, date).ToString();
        }
    }

    /// <summary>A sender names its own fact by the CloudEvents id it was sent under; support names the source of the fact as well.</summary>
    /// <returns>False where the source can be none that a fact was sent under. An id that can be none is missed afterwards.</returns>
    private static bool PutRetractedFact(JsonObject members, string source, Role role)
    {
        if (role == Role.Support && members["source"] is { } named)
        {
            if (Text(named) is not { } text || !SourcePrefix.IsSource(text))
            {
                return false;
            }

            source = text;
        }

        if (Text(members["id"]) is { } id && AttributeText.IsSound(id, IntakeLimits.IdLength))
        {
            members["fact"] = FactId.Of(source, id).ToString();
        }

        return true;
    }

    private static string? Text(JsonNode? member) => member is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
