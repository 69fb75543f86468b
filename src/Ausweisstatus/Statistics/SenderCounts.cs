using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>A client and a type of fact.</summary>
internal readonly record struct Sender(string Client, string FactType);

/// <summary>From when to when a sender was heard.</summary>
internal sealed record Heard(DateTimeOffset First, DateTimeOffset Last);

/// <summary>How often each sender was heard in each hour, and when first and last.</summary>
internal sealed class SenderCounts
{
    // What is older counts in no rhythm; it is left to be forgotten.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(12 * 7);

    private readonly Dictionary<(Sender, DateTimeOffset), int> hours = [];
    private readonly Dictionary<Sender, Heard> senders = [];

    /// <summary>Adds rows of client, type, hour, count, first and last; a row may have no hour, or no first and last.</summary>
    /// <returns>How many facts they count.</returns>
    public async Task<long> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var facts = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var sender = new Sender(reader.GetString(0), reader.GetString(1));
            if (!reader.IsDBNull(2))
            {
                var hour = (sender, reader.GetFieldValue<DateTimeOffset>(2));
                hours[hour] = hours.GetValueOrDefault(hour) + reader.GetInt32(3);
                facts += reader.GetInt32(3);
            }

            if (!reader.IsDBNull(4))
            {
                var heard = new Heard(reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5));
                senders[sender] = senders.TryGetValue(sender, out var before)
                    ? new Heard(Earlier(before.First, heard.First), Later(before.Last, heard.Last))
                    : heard;
            }
        }

        return facts;
    }

    /// <summary>What has to be added to the stored counts to be these.</summary>
    public List<(Sender Of, DateTimeOffset Hour, int Difference)> HoursThatDiffer(SenderCounts stored) =>
    [
        .. from key in hours.Keys.Union(stored.hours.Keys)
           let difference = hours.GetValueOrDefault(key) - stored.hours.GetValueOrDefault(key)
           where difference != 0 && IsKept(key.Item1, key.Item2)
           orderby key.Item1.Client, key.Item1.FactType, key.Item2
           select (key.Item1, key.Item2, difference),
    ];

    /// <summary>Where first and last are stored as something else.</summary>
    public List<(Sender Of, Heard? Right, Heard? Was)> SendersThatDiffer(SenderCounts stored) =>
    [
        .. from sender in senders.Keys.Union(stored.senders.Keys)
           let right = senders.GetValueOrDefault(sender)
           let was = stored.senders.GetValueOrDefault(sender)
           where right != was
           select (sender, right, was),
    ];

    // All that is stored of a sender that there is not goes.
    private bool IsKept(Sender sender, DateTimeOffset hour) => !senders.TryGetValue(sender, out var heard) || hour >= heard.Last - Kept;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
