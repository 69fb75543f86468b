using Ausweisstatus.Domain;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Problems;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// Forgets subscriptions that nobody confirmed, those whose case is over, and devices that could not be reached for four weeks; and looks at those
/// that may have news without a fact. Every worker does it; what another is at is left to it.
/// </summary>
internal sealed partial class CleanUp(
    NpgsqlDataSource database, Lazy<Outbox> outbox, IOptions<MailSettings> settings, TimeProvider clock, ILogger<CleanUp> logger) : BackgroundService
{
    private const string Table = SubscriptionRows.Table;
    private const int Lot = 500;

    private const string Forget = $"""
        delete from {Table} where id in (
            select id from {Table}
            where (confirmed_at is null and created_at < now() - {SubscriptionRows.TimeToConfirm}) or ended_at < now() - interval '14 days'
                or (channel = '{IChannel.WebPush}' and failing_since < now() - interval '28 days')
            for update skip locked)
        """;

    private const string Look = $"""
        update {Table} set look_on = null, check_at = now() where id in (
            select id from {Table} where look_on <= $1 and confirmed_at is not null and check_at is null order by look_on limit $2 for update skip locked)
        returning id, channel
        """;

    // Nobody wants to be reminded at night.
    private static readonly TimeOnly Morning = new(8, 0);

    /// <summary>Forgets what is over.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Forget);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Sends a message for each subscription whose day has come.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        while (now.TimeInBerlin() >= Morning && await LookAtSomeAsync(now.DayInBerlin(), cancellation) == Lot)
        {
            // And the next lot.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.CleanUpEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                if (!problem.IsDatabaseUnavailable())
                {
                    Failed(logger, problem.GetType().Name);
                }
            }
        }
    }

    private async Task<int> LookAtSomeAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        List<object> messages = [];
        await using (var look = new NpgsqlCommand(Look, connection, transaction) { Parameters = { new() { Value = today }, new() { Value = Lot } } })
        await using (var reader = await look.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                messages.Add(IChannel.MessageFor(reader.GetGuid(0), reader.GetString(1)));
            }
        }

        if (messages.Count > 0)
        {
            await outbox.Value.CommitAsync(transaction, messages, cancellation);
        }

        return messages.Count;
    }

    [LoggerMessage(LogLevel.Warning, "Subscriptions could not be cleaned up ({Problem}); it is tried again")]
    private static partial void Failed(ILogger logger, string problem);
}
