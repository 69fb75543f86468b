using System.Collections.Frozen;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Refusals;

/// <summary>
/// What is kept of a refused fact. It may hold anything, as it was not understood: in clear only its envelope and the members of its data that
/// the catalogue knows, without a date of birth; the whole of it encrypted, so that it can be sent again (ADR 32).
/// </summary>
internal sealed class KeepRefused(Encryption encryption, TimeProvider clock)
{
    /// <summary>Bytes of a fact that is kept as it was sent. The longest that can be right is well below.</summary>
    public const int MostBytes = 16 * 1024;

    private const string Purpose = "refused-fact";

    // As they are sent. The date of birth is not among them: it is not for keeping.
    private static readonly FrozenSet<string> MembersOfFacts = FactType.All
        .SelectMany(type => FactJson.Options.GetTypeInfo(type.Record).Properties.Select(property => property.Name))
        .Except(["occurredAt", "lookup", "fact"])
        .Append("id")
        .ToFrozenSet();

    /// <param name="read">What could be read of it; null where it was too large to be looked at.</param>
    /// <param name="problem">Why it is refused.</param>
    /// <param name="client">Who sent it.</param>
    public RefusedFact Of(ReceivedEvent? read, Problem problem, string client)
    {
        var (source, id, subject) = (Kept(read?.Source), Kept(read?.Id), Kept(read?.Subject));
        var isNamed = source is not null && id is not null;
        // What has no name of its own is one row for each problem, however often it comes.
        var row = FactId.Of(isNamed ? $"{client} {source}" : $"{client} {source} {problem.Slug}", id ?? "");
        return new RefusedFact(
            row,
            client,
            problem.Slug,
            subject?.Split('/') is [var authority, _, ..] && AuthorityId.TryParse(authority, out _) ? authority : null,
            isNamed ? FactId.Of(source!, id!) : null,
            clock.GetUtcNow(),
            read is { IsSentAgain: true } ? 0 : 1,
            new RefusedEnvelope(source, id, Kept(read?.Type), subject, read?.Time, problem.Errors, KnownMembers(read)),
            SentEvent.Of(read) is { Length: > 0 and <= MostBytes } sent ? encryption.Encrypt(Purpose, row, sent) : null);
    }

    /// <summary>What was sent; null where it was not kept, or its key was taken out of use.</summary>
    public byte[]? Open(Guid row, byte[]? content) => content is null ? null : encryption.Decrypt(Purpose, row, content);

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
