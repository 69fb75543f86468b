using Ausweisstatus.Access;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Push;
using Npgsql;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>How the messages of a channel go.</summary>
/// <param name="Configured">Whether this node offers it.</param>
/// <param name="Subscriptions">How many are confirmed.</param>
/// <param name="Unconfirmed">How many wait to be.</param>
/// <param name="Pending">For how many a message is on its way that looks whether there is news.</param>
/// <param name="Failing">To how many the last message could not be sent; it is tried again.</param>
/// <param name="FailingSince">Since when the first of them fails.</param>
/// <param name="Failures">What the failures are, most frequent first, and how many of each.</param>
internal sealed record ChannelState(
    bool Configured, long Subscriptions, long Unconfirmed, long Pending, long Failing, DateTimeOffset? FailingSince, IReadOnlyList<ChannelFailure> Failures);

/// <summary>Why messages cannot be sent.</summary>
internal sealed record ChannelFailure(string Failure, long Subscriptions);

/// <summary><c>/api/v1/operations/mail</c> and <c>…/push</c>: what operators see of what is sent to subscribers.</summary>
internal static class ChannelEndpoints
{
    private const string Table = SubscriptionRows.Table;

    private const string Count = $"""
        select count(*) filter (where confirmed_at is not null), count(*) filter (where confirmed_at is null), count(check_at),
            count(failing_since), min(failing_since)
        from {Table} where channel = $1
        """;

    private const string Why = $"""
        select last_failure, count(*) from {Table} where channel = $1 and failing_since is not null group by last_failure order by 2 desc, 1 limit 20
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/api/v1/operations").ForRoles(Role.Operator).WithTags("Operations");
        operations.MapGet("/mail", (NpgsqlDataSource database, MailChannel mail, CancellationToken cancellation) => ReadAsync(database, mail, cancellation))
            .WithName("ReadMail").WithSummary("How the mails to subscribers go").Produces<ChannelState>();
        operations.MapGet("/push", (NpgsqlDataSource database, PushChannel push, CancellationToken cancellation) => ReadAsync(database, push, cancellation))
            .WithName("ReadPush").WithSummary("How the pushes to subscribers go").Produces<ChannelState>();
    }

    private static async Task<IResult> ReadAsync(NpgsqlDataSource database, IChannel channel, CancellationToken cancellation)
    {
        List<ChannelFailure> failures = [];
        await using var why = database.CreateCommand(Why, channel.Name);
        await using (var reader = await why.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                failures.Add(new(reader.GetString(0), reader.GetInt64(1)));
            }
        }

        await using var count = database.CreateCommand(Count, channel.Name);
        await using var counted = await count.ExecuteReaderAsync(cancellation);
        await counted.ReadAsync(cancellation);
        return new JsonAnswer<ChannelState>(new(
            channel.IsOffered, counted.GetInt64(0), counted.GetInt64(1), counted.GetInt64(2), counted.GetInt64(3), counted.TimeAt(4), failures));
    }
}
