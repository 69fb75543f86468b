using System.Diagnostics;
using System.Net;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Drills;

/// <summary>Two nodes share the read models that may lag; one is killed, and the other takes its share.</summary>
internal sealed class TakeoverDrill : IDrill
{
    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TakenOver = TimeSpan.FromSeconds(15);

    private const string Nodes = """
        select count(distinct node_id), count(*) from wolverine.wolverine_node_assignments where id like 'event-subscriptions:%'
        """;

    private const string Unseen = $"""
        select count(*) from {StorageSetup.Schema}.mt_events event cross join unnest(array['stage-times', 'sender-rhythm']) as model
        join {StorageSetup.Schema}.mt_event_progression progress on progress.name = model || ':All'
        where event.seq_id > progress.last_seq_id
        """;

    private const string Miscounted = $"""
        select (select count(*) from {StorageSetup.Schema}.mt_events) - (select coalesce(sum(facts), 0) from {StorageSetup.Schema}.sender_hours)
        """;

    public string Name => "drill-takeover";

    public string Shows => "two nodes share the read models; one is killed with kill -9: the other has taken its share over within 15 s, and each fact counts once";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        await using var database = NpgsqlDataSource.Create(installation.Owner);
        var (watch, longest, kills) = (Stopwatch.StartNew(), TimeSpan.Zero, 0);
        var survivor = await installation.StartNodeAsync(cancellation);
        try
        {
            do
            {
                // The older of the two is the one that tells who runs what.
                var (victim, other) = (survivor, await installation.StartNodeAsync(cancellation));
                survivor = other;
                await using (victim)
                {
                    await SharedAsync(database, victim, cancellation);
                    using (var both = new TwoNodes(installation, victim, other))
                    {
                        await SayAsync(both, node: 0);
                    }

                    await victim.KillAsync();
                }

                var killed = Stopwatch.StartNew();
                using var alone = new TwoNodes(installation, survivor);
                await SayAsync(alone, node: 0);
                await Condition.HoldsAsync(
                    async () => await RowAsync(database, Unseen, cancellation) is (0, _), "the other had not taken over", TakenOver, cancellation);
                longest = killed.Elapsed > longest ? killed.Elapsed : longest;
                kills++;
                if (await RowAsync(database, Miscounted, cancellation) is (not 0 and var difference, _))
                {
                    throw new DrillFailedException($"The counts of the senders were {difference} facts short.");
                }
            }
            while (watch.Elapsed < duration);
        }
        finally
        {
            await survivor.DisposeAsync();
        }

        return [$"Of two nodes one was killed {kills} times; the other had taken over and caught up after {longest.TotalSeconds:0.0} s at most, and every fact was counted once."];
    }

    private static async Task SharedAsync(NpgsqlDataSource database, Node node, CancellationToken cancellation)
    {
        try
        {
            await Condition.HoldsAsync(
                async () => await RowAsync(database, Nodes, cancellation) is (2, 2), "two nodes did not share two read models", Shared, cancellation);
        }
        catch (DrillFailedException problem)
        {
            throw new DrillFailedException($"{problem.Message} The log of one of them: {node.Log}");
        }
    }

    private static async Task SayAsync(TwoNodes nodes, int node)
    {
        for (var fact = 0; fact < 50; fact++)
        {
            var said = await nodes.PostFactAsync(node, "print-shop", TwoNodes.Fact($"{Guid.NewGuid()}", $"berlin-mitte/T-{Guid.NewGuid():n}", "production-started"));
            if (said != HttpStatusCode.Created)
            {
                throw new DrillFailedException($"A fact was answered {(int)said}.");
            }
        }
    }

    private static async Task<(long, long)> RowAsync(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (Convert.ToInt64(reader.GetValue(0), null), reader.FieldCount > 1 ? reader.GetInt64(1) : 0);
    }
}
