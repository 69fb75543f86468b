using Ausweisstatus.Access;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>A client that is not heard in hours in which it usually is.</summary>
/// <param name="Client">Which.</param>
/// <param name="Fact">What it usually tells, e.g. <c>dispatched</c>.</param>
/// <param name="LastHeard">When it told that last.</param>
/// <param name="QuietSince">The first usual hour that passed without a word.</param>
/// <param name="MissedHours">How many such hours.</param>
/// <param name="MissedFacts">How many facts usually come in them.</param>
/// <param name="UsualMinutes">How many minutes usually lie between two of them, in these hours.</param>
/// <param name="Unusual">How unusual it is, as a power of ten: 3 happens once in a thousand times.</param>
internal sealed record SilentSender(
    string Client, string Fact, DateTimeOffset LastHeard, DateTimeOffset QuietSince, int MissedHours, double MissedFacts, double UsualMinutes, double Unusual);

/// <summary>
/// Which clients stopped talking against their own rhythm, the most unusual first. Who is registered no more is not missed, and who said
/// nothing for twelve weeks has no rhythm any more.
/// </summary>
internal sealed class SenderSilence(NpgsqlDataSource database, ClientDirectory clients)
{
    /// <summary>So many at most: beyond that it is not the senders who are silent.</summary>
    public const int Most = 500;

    // Who was heard since has missed no hour, and their rhythm need not be worked out.
    private const string HourBefore = "date_trunc('hour', now()) - interval '1 hour'";

    // What happens more than once in a hundred times is nothing to look at.
    private const string Read = $"""
        select client, fact_type, last_heard, quiet_since, missed_hours, missed_facts, unusual from {StorageSetup.Schema}.sender_silence
        where last_heard > now() - interval '12 weeks' and last_heard < {HourBefore} and unusual >= 2 order by unusual desc, client, fact_type limit $1
        """;

    public async Task<List<SilentSender>> ReadAsync(CancellationToken cancellation)
    {
        await clients.PrepareAsync(null, cancellation);
        await using var command = database.CreateCommand(Read, Most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<SilentSender> silent = [];
        while (await reader.ReadAsync(cancellation))
        {
            var (client, hours, facts) = (reader.GetString(0), reader.GetInt32(4), reader.GetDouble(5));
            if (clients.Find(client) is not null)
            {
                silent.Add(new(
                    client, reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3), hours,
                    Math.Round(facts, 1), Math.Round(60 * hours / facts, 1), Math.Round(reader.GetDouble(6), 1)));
            }
        }

        return silent;
    }
}
