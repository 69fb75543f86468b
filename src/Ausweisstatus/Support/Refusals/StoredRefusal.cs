using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Refusals;

namespace Ausweisstatus.Support.Refusals;

/// <summary>A refused fact as it is stored.</summary>
internal sealed record StoredRefusal(
    Guid Id, string Client, string Problem, string? Authority, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times, RefusedEnvelope Told,
    bool IsKept, DateTimeOffset? DoneAt);

/// <summary>Something wrong with a refused fact that can be put right here.</summary>
/// <param name="Pointer">Where it stands in the event (RFC 6901), e.g. <c>/data/kind</c>.</param>
/// <param name="Problem">What is wrong with it, where that was said.</param>
/// <param name="Value">What was sent there, where that was kept.</param>
internal sealed record RefusedField(string Pointer, string? Problem, string? Value);

/// <summary>A refused fact as staff read it; what was sent as a whole is never shown.</summary>
/// <param name="Id">By which it is sent again.</param>
/// <param name="Client">Who sent it.</param>
/// <param name="Problem">The slug of the problem.</param>
/// <param name="Authority">The authority part of its subject, where that can be read.</param>
/// <param name="Subject">What it is about: authority and order.</param>
/// <param name="Document">The id of that document, whether or not there is one.</param>
/// <param name="Source">The CloudEvents <c>source</c>.</param>
/// <param name="EventId">The CloudEvents <c>id</c>.</param>
/// <param name="Type">The CloudEvents <c>type</c>.</param>
/// <param name="Time">When it happened, where that could be read.</param>
/// <param name="FirstAt">When it was refused first.</param>
/// <param name="LastAt">When it was refused last.</param>
/// <param name="Times">How often its sender sent it.</param>
/// <param name="Errors">What is wrong with which field.</param>
/// <param name="Fields">Those of them that can be put right here.</param>
/// <param name="IsKept">Whether it was kept, so that it can be sent again.</param>
internal sealed record RefusalAnswer(
    Guid Id, string Client, string Problem, string? Authority, string? Subject, Guid? Document, string? Source, string? EventId, string? Type,
    DateTimeOffset? Time, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times, IReadOnlyDictionary<string, string[]>? Errors,
    IReadOnlyList<RefusedField> Fields, bool IsKept)
{
    public static RefusalAnswer Of(StoredRefusal stored) => new(
        stored.Id, stored.Client, stored.Problem, stored.Authority, stored.Told.Subject,
        Intake.Validation.Subject.TryParse(stored.Told.Subject, out var about) ? DocumentId.Of(about.Authority, about.Order) : null,
        stored.Told.Source, stored.Told.EventId, stored.Told.Type, stored.Told.Time, stored.FirstAt, stored.LastAt, stored.Times, stored.Told.Errors,
        stored.IsKept ? [.. CorrectableFields.Of(stored.Problem, stored.Told)] : [], stored.IsKept);
}

/// <summary>Which fields of a refused fact may be put right: those that its problem names, and never source and id, which say which fact it is.</summary>
internal static class CorrectableFields
{
    private static readonly string[] Attributes = ["type", "subject", "time"];

    // What a problem is about, where it names no field.
    private static readonly Dictionary<string, string[]> OfProblem = new()
    {
        ["unknown-fact"] = ["type"],
        ["time-in-future"] = ["time"],
        ["unknown-authority"] = ["subject"],
        ["foreign-authority"] = ["subject"],
        ["fact-of-another-document"] = ["subject", "data.id"],
    };

    public static IEnumerable<RefusedField> Of(string problem, RefusedEnvelope told) =>
        (told.Errors?.Keys ?? OfProblem.GetValueOrDefault(problem) ?? []).Where(MayBeCorrected).Order(StringComparer.Ordinal)
            .Select(field => new RefusedField("/" + field.Replace('.', '/'), told.Errors?.GetValueOrDefault(field)?[0], ValueOf(field, told)));

    private static bool MayBeCorrected(string field) => Attributes.Contains(field) || field.StartsWith("data.", StringComparison.Ordinal);

    private static string? ValueOf(string field, RefusedEnvelope told) => field switch
    {
        "type" => told.Type,
        "subject" => told.Subject,
        "time" => told.Time?.ToString("O", CultureInfo.InvariantCulture),
        _ => told.Data?.GetValueOrDefault(field["data.".Length..]),
    };
}
