using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Throttling;

/// <summary>Misses of an address that other nodes have to know of.</summary>
/// <param name="Place">Where the address is counted.</param>
/// <param name="Misses">How many.</param>
internal readonly record struct AddressMisses(int Place, int Misses);

/// <summary>Misses of a code that other nodes have to know of.</summary>
/// <param name="Place">Where the code is counted.</param>
/// <param name="Misses">How many.</param>
/// <param name="Began">How long ago the first miss of the day was.</param>
/// <param name="Last">How long ago the last one was.</param>
internal readonly record struct CodeMisses(int Place, int Misses, TimeSpan Began, TimeSpan Last);

/// <summary>
/// The misses of all nodes, in two tables that no crash of the database has to survive. Ages are told instead of times, so that the clocks
/// of the nodes need not agree.
/// </summary>
internal sealed class SharedMisses(NpgsqlDataSource database, LookupThrottle throttle)
{
    private const int SentAtOnce = 1000;
    private const int ReadAtOnce = 20_000;
    private const int SecondsPerCommand = 5;

    // A row may become visible a moment after its time.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);

    private const string SendAddresses = """
        insert into ausweisstatus.throttled_addresses as t (place, forgiven, changed)
        select place, clock_timestamp() + misses * $3, clock_timestamp() from unnest($1, $2) as sent (place, misses) order by place
        on conflict (place) do update set
            forgiven = greatest(t.forgiven, clock_timestamp()) + (excluded.forgiven - excluded.changed), changed = clock_timestamp()
        """;

    private const string SendCodes = """
        insert into ausweisstatus.throttled_codes as t (place, misses, began, last, changed)
        select place, misses, clock_timestamp() - began, clock_timestamp() - last, clock_timestamp()
        from unnest($1, $2, $3, $4) as sent (place, misses, began, last) order by place
        on conflict (place) do update set
            misses = excluded.misses + case when t.began > clock_timestamp() - interval '1 day' then t.misses else 0 end,
            began = case when t.began > clock_timestamp() - interval '1 day' then least(t.began, excluded.began) else excluded.began end,
            last = greatest(t.last, excluded.last), changed = clock_timestamp()
        """;

    private const string ReadAddresses =
        "select changed, place, forgiven - clock_timestamp() from ausweisstatus.throttled_addresses where changed > $1 order by changed limit $2";

    private const string ReadCodes = """
        select changed, place, misses, clock_timestamp() - began, clock_timestamp() - last
        from ausweisstatus.throttled_codes where changed > $1 order by changed limit $2
        """;

    private const string Forget = """
        delete from ausweisstatus.throttled_addresses where changed < clock_timestamp() - interval '1 day';
        delete from ausweisstatus.throttled_codes where changed < clock_timestamp() - interval '1 day'
        """;

    private DateTime addressesRead = DateTime.UnixEpoch;
    private DateTime codesRead = DateTime.UnixEpoch;

    /// <summary>Tells the others what they do not know, and learns what this node does not.</summary>
    /// <returns>Whether there may be more to tell or to learn at once.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached; nothing is lost.</exception>
    public async Task<bool> ExchangeAsync(CancellationToken cancellation)
    {
        var (addresses, codes) = (throttle.Addresses.TakeUnsent(SentAtOnce), throttle.Codes.TakeUnsent(SentAtOnce));
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = new NpgsqlBatch(connection) { Timeout = SecondsPerCommand };
            Tell(batch, addresses);
            Tell(batch, codes);
            Ask(batch, ReadAddresses, addressesRead);
            Ask(batch, ReadCodes, codesRead);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            var (sent, known) = (addresses, codes);
            (addresses, codes) = ([], []);
            var more = await LearnAsync(reader, cancellation);
            return more || sent.Count == SentAtOnce || known.Count == SentAtOnce;
        }
        finally
        {
            // Where the connection was lost after the commit they are counted twice, which is the better mistake.
            throttle.Addresses.PutBack(addresses);
            throttle.Codes.PutBack(codes);
        }
    }

    /// <summary>Forgets what is older than a day.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Forget);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<bool> LearnAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var (addresses, codes) = (0, 0);
        for (; await reader.ReadAsync(cancellation); addresses++)
        {
            addressesRead = reader.GetDateTime(0);
            throttle.Addresses.Learn(reader.GetInt32(1), reader.GetTimeSpan(2));
        }

        await reader.NextResultAsync(cancellation);
        for (; await reader.ReadAsync(cancellation); codes++)
        {
            codesRead = reader.GetDateTime(0);
            throttle.Codes.Learn(new CodeMisses(reader.GetInt32(1), reader.GetInt32(2), reader.GetTimeSpan(3), reader.GetTimeSpan(4)));
        }

        // Where more has changed than can be read at once the next begins where this ended.
        (addressesRead, codesRead) = (Next(addressesRead, addresses), Next(codesRead, codes));
        return addresses == ReadAtOnce || codes == ReadAtOnce;
    }

    private static DateTime Next(DateTime last, int count) => count is > 0 and < ReadAtOnce ? last - Overlap : last;

    private void Tell(NpgsqlBatch batch, List<AddressMisses> addresses)
    {
        if (addresses.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SendAddresses)
            {
                Parameters =
                {
                    new() { Value = addresses.ConvertAll(one => one.Place) },
                    new() { Value = addresses.ConvertAll(one => one.Misses) },
                    new() { Value = throttle.Addresses.Interval },
                },
            });
        }
    }

    private static void Tell(NpgsqlBatch batch, List<CodeMisses> codes)
    {
        if (codes.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SendCodes)
            {
                Parameters =
                {
                    new() { Value = codes.ConvertAll(one => one.Place) },
                    new() { Value = codes.ConvertAll(one => one.Misses) },
                    new() { Value = codes.ConvertAll(one => one.Began) },
                    new() { Value = codes.ConvertAll(one => one.Last) },
                },
            });
        }
    }

    private static void Ask(NpgsqlBatch batch, string question, DateTime since) =>
        batch.BatchCommands.Add(new NpgsqlBatchCommand(question)
        {
            Parameters = { new() { Value = since, NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { Value = ReadAtOnce } },
        });
}
