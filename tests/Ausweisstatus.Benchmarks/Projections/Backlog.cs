using System.Diagnostics;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Statistics;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Projections;

/// <summary>The product: facts lie there all at once, and the daemon of a running host has both read models see them.</summary>
internal sealed class Backlog(Installation installation, StoredStories stories, int documents) : IContender, IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(installation.DatabaseForSuperuser);
    private int there;

    public string Description => "stage-times and sender-rhythm, of facts that lie there all at once";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        // They are seen from the moment they are committed, while statistics of the tables are still made.
        var filling = stories.FillAsync(there + documents, there, cancellation);
        await UntilAsync(behind => behind > 0, cancellation);
        var watch = Stopwatch.StartNew();
        await UntilAsync(behind => behind == 0, cancellation);
        var elapsed = watch.Elapsed;
        await filling;
        there += documents;
        return await SeenAsync(cancellation) == 2L * there * Stories.FactsOfEach
            ? new Sample(documents * Stories.FactsOfEach / elapsed.TotalSeconds)
            : throw new BenchmarkFailedException("The read models did not see every fact once; nothing is measured.");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task UntilAsync(Func<long, bool> holds, CancellationToken cancellation)
    {
        while (!holds((await Progress.LagAsync(database, StatisticsSetup.ReadModels, cancellation)).Max(lag => lag.Behind)))
        {
            await Task.Delay(LookEvery, cancellation);
        }
    }

    private async Task<long> SeenAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select (select coalesce(sum(facts), 0) from ausweisstatus.sender_hours) + (select count(*) from ausweisstatus.mt_events)
            where (select count(*) from ausweisstatus.stage_times where is_open) = (select count(*) from ausweisstatus.mt_streams)
            """);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }
}
