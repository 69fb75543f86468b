using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;

namespace Ausweisstatus.Support;

/// <summary>
/// What staff say about a document is recorded on the road of every other fact. Facts bear one source and one client for all staff; which
/// person it was stands in the audit log.
/// </summary>
internal sealed class StaffFacts(RecordFacts record, GroupCommit commit)
{
    /// <summary>A fact that the authority of the document may say, read and checked as if its system had sent it.</summary>
    /// <param name="document">About which.</param>
    /// <param name="type">The fact's type.</param>
    /// <param name="id">The same for what is said once; then it is recorded once.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="data">As a system would send it.</param>
    /// <param name="cancellation">Until it is recorded.</param>
    public async Task<FactResult> SayAsync(
        Document document, FactType type, string id, DateTimeOffset occurredAt, JsonObject data, CancellationToken cancellation)
    {
        var sent = new ReceivedEvent(
            id, Client.StaffSource, type.CloudEventType, $"{document.Authority}/{document.Order}", occurredAt, JsonSerializer.SerializeToUtf8Bytes(data));
        return (await record.RecordAsync([sent], AuthorityOf(document), cancellation))[0];
    }

    /// <summary>What is no new claim: facts that were checked when they were sent, and retractions. All with one commit.</summary>
    public async Task<IReadOnlyList<Recorded>> CorrectAsync(IEnumerable<(Document Document, string Id, Fact Fact)> facts, CancellationToken cancellation) =>
        await commit.RecordAsync(
            [.. facts.Select(one => new Submission(
                new DocumentKey(one.Document.Authority, one.Document.Order),
                new NewFact(one.Fact, Client.StaffSource, one.Id, Client.Staff, Activity.Current?.TraceId.ToString())))],
            [],
            cancellation);

    private static Caller AuthorityOf(Document document) => Caller.From(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(CallerClaims.Client, Client.Staff),
            new(CallerClaims.Role, Role.Authority.Name()),
            new(CallerClaims.Source, Client.StaffSource),
            new(CallerClaims.Authority, document.Authority.ToString()),
        ],
        Client.Staff)))!;
}
