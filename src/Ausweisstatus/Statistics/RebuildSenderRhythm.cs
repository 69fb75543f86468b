using System.Data;
using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Statistics;

/// <summary>
/// The counts of senders from the facts, while the daemon goes on. First all streams are seen up to their ends. Then what was seen is counted
/// and compared with what is stored, both as of one moment; only the differences are added, so what the daemon counts meanwhile stays counted.
/// </summary>
internal sealed class RebuildSenderRhythm(NpgsqlDataSource database, SenderRhythm rhythm)
{
    private const int DocumentsAtOnce = 1000;
    private const int FactsAtOnce = 100_000;

    private const string Count = $"""
        select client, fact_type, date_trunc('hour', heard), count(*)::integer, min(heard), max(heard)
        from ({HeardFacts.Seen}) as told group by 1, 2, 3
        """;

    private const string Stored = $"""
        select client, fact_type, hour, facts, first_heard, last_heard
        from {StorageSetup.Schema}.senders full join {StorageSetup.Schema}.sender_hours using (client, fact_type)
        """;

    private const string Repair = $"""
        with hour as (
            insert into {StorageSetup.Schema}.sender_hours as stored (client, fact_type, hour, facts)
            select * from unnest($1, $2, $3, $4)
            on conflict (client, fact_type, hour) do update set facts = stored.facts + excluded.facts
        ), wrong as materialized (
            select * from unnest($5, $6, $7, $8, $9, $10) as wrong (client, fact_type, first_heard, last_heard, was_first, was_last)
        ), gone as (
            delete from {StorageSetup.Schema}.senders stored using wrong
            where wrong.last_heard is null and stored.client = wrong.client and stored.fact_type = wrong.fact_type and stored.last_heard = was_last
        )
        insert into {StorageSetup.Schema}.senders as stored (client, fact_type, first_heard, last_heard)
        select client, fact_type, first_heard, last_heard from wrong where last_heard is not null
        on conflict (client, fact_type) do update
        set (first_heard, last_heard) = (
            select case when unchanged then excluded.first_heard else least(stored.first_heard, excluded.first_heard) end,
                case when unchanged then excluded.last_heard else greatest(stored.last_heard, excluded.last_heard) end
            from (select exists (
                select from wrong where client = excluded.client and fact_type = excluded.fact_type
                    and was_first = stored.first_heard and was_last = stored.last_heard)) as stored_is (unchanged))
        """;

    private const string RemoveEmpty = $"delete from {StorageSetup.Schema}.sender_hours where facts = 0";

    /// <param name="order">Always everything, from the beginning. A preview compares what was seen so far.</param>
    /// <param name="tell">Told now and then what was done.</param>
    /// <param name="cancellation">Ends it; nothing is wrong then that was not wrong before.</param>
    /// <returns>Documents that were seen to the end, facts counted, counts that differed.</returns>
    public async Task<RebuildProgress> ExecuteAsync(RebuildOrder order, Action<RebuildStep> tell, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var documents = order.IsPreview ? 0 : await SeeAllAsync(connection, cancellation);
        Tell(new RebuildProgress(documents, 0, 0));
        var (right, stored, facts) = await CompareAsync(connection, counted => Tell(new RebuildProgress(0, counted, 0)), cancellation);
        var differing = await RepairAsync(connection, order, right, stored, cancellation);
        Tell(new RebuildProgress(0, 0, differing));
        if (!order.IsPreview)
        {
            await rhythm.ForgetAsync(cancellation);
        }

        return new RebuildProgress(documents, facts, differing);

        void Tell(RebuildProgress done) => tell(new RebuildStep(done, null, []));
    }

    private async Task<long> SeeAllAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var documents = 0L;
        StreamSlice? slice = StreamSlice.Beginning;
        while ((slice = await StreamsBehind.NextAsync(connection, slice.Value, DocumentsAtOnce, cancellation)) is { } next)
        {
            var behind = await StreamsBehind.FindAsync(connection, rhythm.Name, next, all: true, cancellation);
            if (behind.Count > 0)
            {
                documents += await rhythm.FollowAsync(behind, cancellation);
            }
        }

        return documents;
    }

    private async Task<(SenderCounts Right, SenderCounts Stored, long Facts)> CompareAsync(
        NpgsqlConnection connection, Action<long> tell, CancellationToken cancellation)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var ask = new NpgsqlCommand(HeardFacts.Last, connection);
        var last = (long)(await ask.ExecuteScalarAsync(cancellation))!;
        var (right, facts) = (new SenderCounts(), 0L);
        for (var from = 0L; from < last; from += FactsAtOnce)
        {
            await using var count = new NpgsqlCommand(Count, connection)
            {
                CommandTimeout = 0,
                Parameters = { new() { Value = rhythm.Name }, new() { Value = from }, new() { Value = from + FactsAtOnce } },
            };
            var counted = await right.ReadAsync(count, cancellation);
            facts += counted;
            tell(counted);
        }

        var stored = new SenderCounts();
        await using var read = new NpgsqlCommand(Stored, connection) { CommandTimeout = 0 };
        await stored.ReadAsync(read, cancellation);
        return (right, stored, facts);
    }

    private static async Task<long> RepairAsync(
        NpgsqlConnection connection, RebuildOrder order, SenderCounts right, SenderCounts stored, CancellationToken cancellation)
    {
        var hours = right.HoursThatDiffer(stored);
        var senders = right.SendersThatDiffer(stored);
        if (order.IsPreview)
        {
            return hours.Count + senders.Count;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var repair = new NpgsqlCommand(Repair, connection) { CommandTimeout = 0 };
        Add(NpgsqlDbType.Varchar, hours.Select(hour => hour.Of.Client));
        Add(NpgsqlDbType.Varchar, hours.Select(hour => hour.Of.FactType));
        Add(NpgsqlDbType.TimestampTz, hours.Select(hour => hour.Hour));
        Add(NpgsqlDbType.Integer, hours.Select(hour => hour.Difference));
        Add(NpgsqlDbType.Varchar, senders.Select(sender => sender.Of.Client));
        Add(NpgsqlDbType.Varchar, senders.Select(sender => sender.Of.FactType));
        Add(NpgsqlDbType.TimestampTz, senders.Select(sender => sender.Right?.First));
        Add(NpgsqlDbType.TimestampTz, senders.Select(sender => sender.Right?.Last));
        Add(NpgsqlDbType.TimestampTz, senders.Select(sender => sender.Was?.First));
        Add(NpgsqlDbType.TimestampTz, senders.Select(sender => sender.Was?.Last));
        await repair.ExecuteNonQueryAsync(cancellation);
        await using var remove = new NpgsqlCommand(RemoveEmpty, connection) { CommandTimeout = 0 };
        await remove.ExecuteNonQueryAsync(cancellation);
        await JobCount.AddAsync(connection, order, hours.Count + senders.Count, [], cancellation);
        await transaction.CommitAsync(cancellation);
        return hours.Count + senders.Count;

        void Add<T>(NpgsqlDbType type, IEnumerable<T> column) => repair.Parameters.Add(StreamParameters.Column(type, column));
    }
}
