using Ausweisstatus.Access;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Npgsql;
using Wolverine;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>How the deliveries to a webhook go.</summary>
/// <param name="Webhook">Its id.</param>
/// <param name="Client">Who registered it.</param>
/// <param name="Host">Where it leads; the rest of the address is its owner's alone.</param>
/// <param name="State"><c>active</c>, <c>failing</c> or <c>disabled</c>.</param>
/// <param name="Behind">How many changes are still to be delivered.</param>
internal sealed record DeliveryState(
    Guid Webhook, string Client, string Authority, string Host, string State, string? Disabled, DateTimeOffset? LastSuccess,
    DateTimeOffset? FailingSince, int Failures, string? LastFailure, DateTimeOffset? NextTry, long Behind);

/// <summary><c>/api/v1/operations/deliveries</c>: which webhooks fail, for operators.</summary>
internal static class DeliveryEndpoints
{
    private const string Path = "/api/v1/operations/deliveries";
    private const string Changes = $"{StorageSetup.Schema}.changes";

    private const string Read = $"""
        select id, client, tenant_id, url, {WebhookRows.State}, disabled, last_success, failing_since, failures, last_failure, next_try,
            (select count(*) from {Changes} as change where change.tenant_id = webhook.tenant_id and change.position > webhook.position)
            + (select count(*) from {Changes} as change where change.tenant_id = webhook.tenant_id and change.position is null)
        from {WebhookRows.Table} as webhook
        order by disabled is null, failing_since, client, id limit 1000
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ListAsync).ForRoles(Role.Operator).WithTags("Operations")
            .WithName("ListDeliveries").WithSummary("Webhooks and how their deliveries go: disabled ones first, then failing ones; at most 1,000")
            .Produces<IReadOnlyList<DeliveryState>>();
        routes.MapPost(Path + "/{id:guid}/retry", RetryAsync).ForRoles(Role.Operator).WithTags("Operations")
            .WithName("RetryDelivery").WithSummary("Enable a webhook where it is disabled, and try it at once")
            .Produces(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<DeliveryState> states = [];
        while (await reader.ReadAsync(cancellation))
        {
            states.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), new Uri(reader.GetString(3)).Host, reader.GetString(4), reader.TextAt(5),
                reader.TimeAt(6), reader.TimeAt(7), reader.GetInt32(8), reader.TextAt(9), reader.TimeAt(10), reader.GetInt64(11)));
        }

        return new JsonAnswer<IReadOnlyList<DeliveryState>>(states);
    }

    private static async Task<IResult> RetryAsync(Guid id, DeliveryRows rows, IMessageBus bus, CancellationToken cancellation)
    {
        if (!await rows.ReviveAsync(id, cancellation))
        {
            return Problem.NoSuchResource;
        }

        await bus.PublishAsync(new DeliverChanges(id));
        return Results.Accepted();
    }
}
