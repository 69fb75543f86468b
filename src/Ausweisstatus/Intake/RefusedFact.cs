using System.Collections.Frozen;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake;

/// <summary>
/// A fact that was refused, kept for staff with the reason. Of its data only members of the catalogue are kept, and no date of birth:
/// a refused fact may hold anything.
/// </summary>
internal sealed record RefusedFact
{
    // As they are sent. The date of birth is not among them: it is not for keeping.
    private static readonly FrozenSet<string> MembersOfFacts = FactType.All
        .SelectMany(type => FactJson.Options.GetTypeInfo(type.Record).Properties.Select(property => property.Name))
        .Except(["occurredAt", "lookup", "fact"])
        .Append("id")
        .ToFrozenSet();

    /// <summary>The same refusal again replaces the earlier one: a sender that repeats itself fills nothing.</summary>
    public required Guid Id { get; init; }

    public required string Client { get; init; }

    public required DateTimeOffset RefusedAt { get; init; }

    /// <summary>The slug of the problem.</summary>
    public required string Problem { get; init; }

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public string? Source { get; init; }

    public string? EventId { get; init; }

    public string? Type { get; init; }

    /// <summary>The authority part of the subject, where it is one.</summary>
    public string? Authority { get; init; }

    public string? Subject { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>The members of the data that a fact may have.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    internal static RefusedFact Of(ReceivedEvent? read, Problem problem, string client, DateTimeOffset now)
    {
        var source = Kept(read?.Source);
        var id = Kept(read?.Id);
        var subject = Kept(read?.Subject);
        return new RefusedFact
        {
            Id = FactId.Of($"{client} {source} {problem.Slug}", id ?? ""),
            Client = client,
            RefusedAt = now,
            Problem = problem.Slug,
            Errors = problem.Errors,
            Source = source,
            EventId = id,
            Type = Kept(read?.Type),
            Authority = subject?.Split('/') is [var authority, _, ..] && AuthorityId.TryParse(authority, out _) ? authority : null,
            Subject = subject,
            Time = read?.Time,
            Data = KnownMembers(read),
        };
    }

    internal static RefusedFact Of(Submission submission, Problem problem, DateTimeOffset now) => new()
    {
        Id = FactId.Of($"{submission.New.Client} {submission.New.Source} {problem.Slug}", submission.New.EventId),
        Client = submission.New.Client,
        RefusedAt = now,
        Problem = problem.Slug,
        Source = submission.New.Source,
        EventId = submission.New.EventId,
        Type = FactType.Of(submission.Fact).CloudEventType,
        Authority = submission.Document.Authority.ToString(),
        Subject = $"{submission.Document.Authority}/{submission.Document.Order}",
        Time = submission.Fact.OccurredAt,
    };

    private static Dictionary<string, string>? KnownMembers(ReceivedEvent? read)
    {
        if (read is null or { Data.IsEmpty: true } || !StrictJson.TryParse(read.Data, out var json))
        {
            return null;
        }

        using (json)
        {
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject()
                    .Where(member => MembersOfFacts.Contains(member.Name) && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    .ToDictionary(member => member.Name, member => StorableText.Of(member.Value.ToString(), IntakeLimits.SourceLength))
                : null;
        }
    }

    private static string? Kept(string? text) => string.IsNullOrEmpty(text) ? null : StorableText.Of(text, IntakeLimits.SourceLength);
}
