using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Support.Refusals;

/// <summary>What became of the facts of a client on one day.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Day">Of Berlin.</param>
/// <param name="Recorded">How many were recorded.</param>
/// <param name="Refused">How many were refused, each as often as it was sent.</param>
/// <param name="NotKept">How many of these were too many to be kept.</param>
internal sealed record RefusedShare(string Client, DateOnly Day, long Recorded, long Refused, long NotKept)
{
    /// <summary>The refused ones among all, from 0 to 1.</summary>
    public double Share => Math.Round((double)Refused / (Recorded + Refused), 4);
}

/// <summary>The share of refusals over time.</summary>
/// <param name="Days">By client, those with the most refusals first, and day; days without a fact are left out.</param>
internal sealed record RefusedShares(IReadOnlyList<RefusedShare> Days);

/// <summary>
/// <c>GET /api/v1/support/refusals/days</c>: how many facts of each sender were refused, day by day. What was recorded is counted by the figures,
/// which may lag.
/// </summary>
internal sealed class ReadShares(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>As long as both are kept.</summary>
    public const int MostDays = 90;

    private const int MostClients = 50;

    private const string Read = $"""
        with client as materialized (
            select client, sum(refused) as refused from {WriteRefusals.ByDay} where day >= $1 and ($3::varchar is null or client = $3)
            group by 1 order by 2 desc, 1 limit $4
        ), recorded as (
            select client.client, (hour at time zone 'Europe/Berlin')::date as day, sum(facts)::bigint as recorded
            from client join {StorageSetup.Schema}.sender_hours told on told.client = client.client and told.hour >= $2 group by 1, 2
        ), refused as (
            select stored.client, day, stored.refused, unkept from client join {WriteRefusals.ByDay} stored on stored.client = client.client and day >= $1
        )
        select client, day, coalesce(recorded, 0), coalesce(refused.refused, 0)::bigint, coalesce(unkept, 0)::bigint
        from recorded full join refused using (client, day) join client using (client)
        where coalesce(recorded, 0) + coalesce(refused.refused, 0) > 0 order by client.refused desc, client, day
        """;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/refusals/days", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline, StaffRole.Operator)
            .WithTags("Support")
            .WithName("ReadRefusedShares")
            .WithSummary("How many facts of each sender were refused, day by day")
            .WithDescription("For the 50 senders with the most refusals. A sender is told as a whole, whichever authorities its facts are about.")
            .Produces<RefusedShares>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    public async Task<IReadOnlyList<RefusedShare>> ReadAsync(string? client, int days, CancellationToken cancellation)
    {
        var first = clock.GetUtcNow().DayInBerlin().AddDays(1 - days);
        await using var command = database.CreateCommand(
            Read, first, BerlinTime.MomentInBerlin(first.ToDateTime(TimeOnly.MinValue)), (object?)client ?? DBNull.Value, MostClients);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<RefusedShare> shares = [];
        while (await reader.ReadAsync(cancellation))
        {
            shares.Add(new(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return shares;
    }

    /// <param name="context">Of the request.</param>
    /// <param name="my">Where it is read.</param>
    /// <param name="client">Of this client alone.</param>
    /// <param name="days">How many days up to today, up to 90.</param>
    private static async Task<IResult> AnswerAsync(HttpContext context, ReadShares my, string? client = null, int days = 30)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (client is not null && !ClientName.Is(client))
        {
            return Problem.InvalidRequest.WithFieldError("client", "is the name of a client");
        }

        if (days is < 1 or > MostDays)
        {
            return Problem.InvalidRequest.WithFieldError("days", $"is 1 to {MostDays}");
        }

        return new JsonAnswer<RefusedShares>(new(await my.ReadAsync(client, days, context.RequestAborted)));
    }
}
