using System.Diagnostics.Metrics;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Statistics;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Statistics;

/// <summary>What the daemon passes over is seen all the same.</summary>
[Collection(SharedStatistics.Name)]
public sealed class NothingSkippedTests(StatisticsInstallation installation)
{
    private const string Pankow = "berlin-pankow";

    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task A_fact_that_is_committed_long_after_later_ones_arrives_in_both_read_models()
    {
        await installation.SeenAllAsync();
        var mended = 0L;
        using var listener = Listen(documents => Interlocked.Add(ref mended, documents));
        await installation.ExecuteAsync($"insert into ausweisstatus.listeners (tenant_id, listener, kind) values ('{Pankow}', 'out-of-order', 'feed')");
        var slow = new WaitsBeforeTheCommit();
        var late = new DocumentKey(AuthorityId.Parse(Pankow), OrderNumber.Parse(NewOrder()));
        var append = AppendAsync(late, slow);
        await slow.Reached.Task;

        // The daemon waits for it, then goes on without it.
        var after = NewOrder();
        await printShop.PostEventAsync(Event("production-started", after));
        await Eventually.TrueAsync(async () => (await installation.RowsAsync("""
            select 1 from ausweisstatus.mt_event_progression where name in ('stage-times:All', 'sender-rhythm:All')
                and last_seq_id >= (select max(seq_id) from ausweisstatus.mt_events)
            """)).Count == 2, TimeSpan.FromSeconds(40));
        mended.ShouldBe(0);
        slow.MayCommit.SetResult();
        await append;

        await Eventually.TrueAsync(async () => (await installation.RowsAsync(
            "select stage from ausweisstatus.stage_times where document = $1", late.Id)).Count == 1);
        await Eventually.TrueAsync(async () => (await installation.RowsAsync(
            "select facts from ausweisstatus.sender_hours where client = 'out-of-order'")) is ["1"]);
        await Eventually.TrueAsync(() => Interlocked.Read(ref mended) == 2);
    }

    private static MeterListener Listen(Action<long> mended)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "ausweisstatus.read_models.mended", Meter.Name: StatisticsMetrics.MeterName })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, documents, _, _) => mended(documents));
        listener.Start();
        return listener;
    }

    private Task<int> AppendAsync(DocumentKey key, WaitsBeforeTheCommit handler)
    {
        var append = new AppendFacts(
            installation.Services.GetRequiredService<NpgsqlDataSource>(), [handler], NullLogger<AppendFacts>.Instance);
        var added = new NewFact(new OrderSent(DateTimeOffset.UtcNow), $"/authorities/{Pankow}", Guid.NewGuid().ToString(), "out-of-order");
        return append.ExecuteAsync(new AppendRequest([key], [added.Id], []), documents =>
        {
            documents.Add(documents[key.Id], added);
            return 0;
        });
    }

    /// <summary>The facts are written and their sequence numbers drawn, but nothing is committed.</summary>
    private sealed class WaitsBeforeTheCommit : IStatusChangedHandler
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayCommit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction)
        {
            Reached.TrySetResult();
            await MayCommit.Task;
            return null;
        }
    }
}
