using System.Collections.Concurrent;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Intake;

/// <summary>
/// Counts how often facts are sent again that are recorded already, for staff who wonder what a sender is doing. It is written every few
/// seconds, beside the answers: a duplicate costs the intake nothing more, and a node that is killed forgets what it had not written.
/// </summary>
internal sealed partial class RepeatedFacts(NpgsqlDataSource database, TimeProvider clock, ILogger<RepeatedFacts> log) : BackgroundService
{
    // A sender that sends a whole archive again while the database is away must not fill the memory.
    private const int Most = 100_000;

    private const string Write = $"""
        insert into {StorageSetup.Schema}.repeated_facts as repeated (fact, times, last_at)
        select fact, times, now() from unnest($1, $2) as counted(fact, times) order by fact
        on conflict (fact) do update set times = repeated.times + excluded.times, last_at = excluded.last_at
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private ConcurrentDictionary<Guid, long> counted = [];

    public void Count(Guid fact)
    {
        var now = counted;
        if (now.Count < Most || now.ContainsKey(fact))
        {
            now.AddOrUpdate(fact, 1, (_, times) => times + 1);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                // Also once more at the end.
                await WriteAsync();
            }
            catch (Exception problem)
            {
                // Whatever it is, a figure ends no host.
                LogLost(problem.GetType().Name);
            }
        }
    }

    // What somebody counts while it is exchanged may be lost: it is a figure, and no fact.
    private async Task WriteAsync()
    {
        if (counted.IsEmpty)
        {
            return;
        }

        var written = Interlocked.Exchange(ref counted, []).ToArray();
        await using var command = database.CreateCommand(Write, written.Select(one => one.Key).ToArray(), written.Select(one => one.Value).ToArray());
        await command.ExecuteNonQueryAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How often facts were sent again could not be written ({Problem})")]
    private partial void LogLost(string problem);
}
