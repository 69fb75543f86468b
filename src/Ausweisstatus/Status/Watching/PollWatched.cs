using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Npgsql;

namespace Ausweisstatus.Status.Watching;

/// <summary>
/// Asks for the versions of all documents that are watched, together and again and again while there are any, and wakes those who watch one
/// that changed or is gone. The longer a query takes the longer is the pause after it, so that watching never takes more than a fifth of
/// one connection's time from the database (ADR 12).
/// </summary>
internal sealed partial class PollWatched(Watchers watchers, NpgsqlDataSource database, TimeProvider clock, ILogger<PollWatched> log) : BackgroundService
{
    private const int PauseToQuery = 4;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseOfOutage = TimeSpan.FromSeconds(1);

    private readonly List<string> lookups = [];
    private readonly Dictionary<string, long> found = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await watchers.SomebodyAsync(stoppingToken);
                await WhileWatchedAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops, and those who watch are told by it.
        }
    }

    private async Task WhileWatchedAsync(CancellationToken stopping)
    {
        await using var reader = DocumentReader.OfVersions(database);
        var outage = false;
        var today = Today;
        while (watchers.Documents() is { Length: > 0 } documents)
        {
            var pause = PauseOfOutage;
            try
            {
                var began = clock.GetTimestamp();
                await LookAsync(documents, reader);
                var pauseByQuery = clock.GetElapsedTime(began) * PauseToQuery;
                pause = pauseByQuery > ShortestPause ? pauseByQuery : ShortestPause;
                outage = false;
            }
            catch (Exception problem)
            {
                // Said once; whatever it is, it must not end the watching of everybody.
                if (!outage)
                {
                    LogOutage(problem.GetType().Name);
                }

                outage = true;
            }

            await Task.Delay(pause, clock, stopping);
            if (today != Today)
            {
                // What was ready until yesterday is ready no more, and something else became overdue.
                today = Today;
                Array.ForEach(documents, document => document.WakeAll());
            }
        }
    }

    private DateOnly Today => clock.GetUtcNow().DayInBerlin();

    private async Task LookAsync(WatchedDocument[] documents, DocumentReader<long> reader)
    {
        lookups.Clear();
        found.Clear();
        foreach (var document in documents)
        {
            lookups.Add(document.Lookup);
        }

        await reader.ReadAsync(lookups, found);
        foreach (var document in documents)
        {
            document.Update(found.TryGetValue(document.Lookup, out var version) ? version : null);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of watched documents cannot be read at the moment ({Problem}); those who watch wait")]
    private partial void LogOutage(string problem);
}
