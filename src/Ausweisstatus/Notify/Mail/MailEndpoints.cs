using Ausweisstatus.Access;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Problems;
using Npgsql;

namespace Ausweisstatus.Notify.Mail;

/// <summary>How the mails go.</summary>
/// <param name="Configured">Whether this node knows a mail server.</param>
/// <param name="Subscriptions">How many are confirmed.</param>
/// <param name="Unconfirmed">How many wait to be.</param>
/// <param name="Pending">For how many a message is on its way that looks whether there is news.</param>
/// <param name="Failing">To how many the last mail could not be sent; it is tried again.</param>
/// <param name="FailingSince">Since when the first of them fails.</param>
/// <param name="Failures">What the failures are, most frequent first, and how many of each.</param>
internal sealed record MailState(
    bool Configured, long Subscriptions, long Unconfirmed, long Pending, long Failing, DateTimeOffset? FailingSince, IReadOnlyList<MailFailure> Failures);

/// <summary>Why mails cannot be sent.</summary>
internal sealed record MailFailure(string Failure, long Subscriptions);

/// <summary>A mail that came back.</summary>
/// <param name="Address">Where it was sent back to: the address of the envelope, which names the subscription.</param>
internal sealed record Bounce(string Address);

/// <summary>What operators see of mails, and how their mail system tells us of those that came back.</summary>
internal static class MailEndpoints
{
    private const int MaxBytes = 4 * 1024;
    private const string Table = SubscriptionRows.Table;

    private const string Count = $"""
        select count(*) filter (where confirmed_at is not null), count(*) filter (where confirmed_at is null), count(check_at),
            count(failing_since), min(failing_since)
        from {Table}
        """;

    private const string Why = $"""
        select last_failure, count(*) from {Table} where failing_since is not null group by last_failure order by 2 desc, 1 limit 20
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/api/v1/operations").ForRoles(Role.Operator).WithTags("Operations");
        operations.MapGet("/mail", ReadAsync)
            .WithName("ReadMail").WithSummary("How the mails to subscribers go").Produces<MailState>();
        operations.MapPost("/bounces", BounceAsync)
            .WithName("ReportBounce").WithSummary("A mail came back: its subscription is over")
            .Accepts<Bounce>("application/json").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ReadAsync(NpgsqlDataSource database, MailSender sender, CancellationToken cancellation)
    {
        List<MailFailure> failures = [];
        await using var why = database.CreateCommand(Why);
        await using (var reader = await why.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                failures.Add(new(reader.GetString(0), reader.GetInt64(1)));
            }
        }

        await using var count = database.CreateCommand(Count);
        await using var counted = await count.ExecuteReaderAsync(cancellation);
        await counted.ReadAsync(cancellation);
        return new JsonAnswer<MailState>(new(
            sender.IsConfigured, counted.GetInt64(0), counted.GetInt64(1), counted.GetInt64(2), counted.GetInt64(3), counted.TimeAt(4), failures));
    }

    private static async Task<IResult> BounceAsync(HttpRequest request, Confirmation confirmation, CancellationToken cancellation)
    {
        var (bounce, problem) = await JsonBody.ReadAsync<Bounce>(request, MaxBytes, cancellation);
        if (bounce is null)
        {
            return problem!;
        }

        // bounces+ID@example.org; perhaps in angle brackets, as mail systems write it.
        var (plus, at) = (bounce.Address.LastIndexOf('+'), bounce.Address.LastIndexOf('@'));
        if (plus < 0 || at < plus || !Guid.TryParseExact(bounce.Address[(plus + 1)..at], "n", out var subscription))
        {
            return Problem.InvalidRequest.WithFieldError("address", "is the address that the mail came back to, such as bounces+0123…@example.org");
        }

        if (await confirmation.EndAsync(subscription))
        {
            MailMetrics.CountBounce();
        }

        return Results.NoContent();
    }
}
