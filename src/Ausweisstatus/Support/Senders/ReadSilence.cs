using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Statistics;

namespace Ausweisstatus.Support.Senders;

/// <summary>What usually comes and does not.</summary>
/// <param name="Senders">Clients that stopped talking against their own rhythm, the most unusual first.</param>
/// <param name="Batches">Documents that entered a stage together, of which most went on and some did not; those with the most such first.</param>
internal sealed record SilenceAnswer(IReadOnlyList<SilentSender> Senders, IReadOnlyList<StalledBatch> Batches);

/// <summary><c>GET /api/v1/support/silence</c>: who fell silent, and what stays behind.</summary>
internal sealed class ReadSilence(SenderSilence silence, StalledBatches batches, ListDocuments documents)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/silence", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline, StaffRole.Operator)
            .WithTags("Support")
            .WithName("ReadSilence")
            .WithSummary("Senders that stopped talking against their own rhythm, and batches that stalled")
            .WithDescription("Senders are told as a whole; batches are those of authorities whose documents one may read, and all for operators.")
            .Produces<SilenceAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    public async Task<SilenceAnswer> ReadAsync(StaffCaller caller, CancellationToken cancellation)
    {
        var readsAll = caller.SeesAllAuthorities || caller.Roles.Contains(StaffRole.Operator);
        string[]? authorities = readsAll ? null : [.. caller.Authorities.Select(authority => authority.ToString())];
        var stalled = await batches.ReadAsync(authorities, cancellation);
        // Who may not open a document names it by its id, to have it folded again.
        var openable = stalled.Where(batch => caller.MayRead(AuthorityId.Parse(batch.Authority)));
        var orders = await documents.OrdersAsync([.. openable.SelectMany(batch => batch.Documents.Select(document => (batch.Authority, document.Id)))], cancellation);
        return new(await silence.ReadAsync(cancellation), [.. stalled.Select(batch => WithOrders(batch, orders))]);
    }

    private static StalledBatch WithOrders(StalledBatch batch, Dictionary<Guid, string> orders) =>
        batch with { Documents = [.. batch.Documents.Select(document => document with { Order = orders.GetValueOrDefault(document.Id) })] };

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="my">Where it is read.</param>
    private static async Task<IResult> AnswerAsync(HttpContext context, StaffCaller caller, ReadSilence my)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new JsonAnswer<SilenceAnswer>(await my.ReadAsync(caller, context.RequestAborted));
    }
}
