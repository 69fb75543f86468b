using System.Collections.Frozen;
using System.Threading.RateLimiting;
using Ausweisstatus.EventLog;
using Ausweisstatus.Problems;
using Npgsql;

namespace Ausweisstatus.Access;

/// <summary>A client with its keys ready to verify.</summary>
internal sealed record KnownClient(Client Client, IReadOnlyList<PublicKey> Keys);

/// <summary>
/// All registered clients in memory, read again every few seconds as a whole: an unknown name costs the database
/// nothing, however many are tried, and what was removed stops working soon, whoever removed it. Clients of Development
/// are known in Development alone, whenever they were registered.
/// </summary>
internal sealed class ClientDirectory(NpgsqlDataSource database, IHostEnvironment environment, TimeProvider clock) : IDisposable
{
    /// <summary>From this age on the directory is read again, while the old one still answers.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>Nothing older than this is believed: rather no answer than one for a client that was removed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    // A client registered a moment ago shall work at once, so an unknown name may cause an early reading, shared by all who ask. A flood of
    // invented names causes no more than these.
    private readonly TokenBucketRateLimiter early = new(new()
    {
        TokenLimit = 10,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private readonly Lock gate = new();
    private volatile Snapshot? current;
    private Task<Snapshot>? latestRead;

    private sealed record Snapshot(FrozenDictionary<string, KnownClient> Clients, long ReadAt);

    /// <summary>The client as last read; no I/O.</summary>
    public KnownClient? Find(string? name) =>
        name is not null && current is { } now && now.Clients.TryGetValue(name, out var client) ? client : null;

    /// <summary>Makes sure that <see cref="Find"/> answers for this name with something fresh.</summary>
    /// <exception cref="TimeoutException">The directory cannot be read; other exceptions of the database likewise.</exception>
    public async ValueTask PrepareAsync(string? name, CancellationToken cancellation)
    {
        var now = current;
        if (now is null || clock.GetElapsedTime(now.ReadAt) > Believed)
        {
            await ReadAsync().WaitAsync(cancellation);
            return;
        }
        if (clock.GetElapsedTime(now.ReadAt) > Fresh)
        {
            _ = ReadAsync();
        }

        if (!ClientName.Is(name) || now.Clients.ContainsKey(name!))
        {
            return;
        }

        try
        {
            await ReadAsync(startedAfter: clock.GetTimestamp()).WaitAsync(cancellation);
        }
        catch (Exception e) when (e.IsDatabaseUnavailable())
        {
            // What is known is still believed; the unknown stay unknown.
        }
    }

    /// <summary>One reading at a time; who comes while one is under way shares it, unless it began too early for him.</summary>
    /// <param name="startedAfter">Null for any reading; else it is an early one, of which there are not many.</param>
    private async Task ReadAsync(long? startedAfter = null)
    {
        while (true)
        {
            Task<Snapshot> reading;
            lock (gate)
            {
                if (latestRead is not { IsCompleted: false })
                {
                    if (startedAfter is not null && !early.AttemptAcquire().IsAcquired)
                    {
                        return;
                    }

                    latestRead = LoadAsync();
                }

                reading = latestRead;
            }
            if ((await reading).ReadAt >= (startedAfter ?? long.MinValue))
            {
                return;
            }
        }
    }

    private async Task<Snapshot> LoadAsync()
    {
        // Leave the lock before any work is done.
        await Task.Yield();
        var readAt = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5), clock);
        List<Client> clients;
        try
        {
            clients = await StoredJson.ReadAllAsync<Client>(database, AccessSetup.Alias, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException("Reading the clients took too long.");
        }
        if (!environment.IsDevelopment())
        {
            clients.RemoveAll(client => client.Development);
        }

        var snapshot = new Snapshot(clients.ToFrozenDictionary(c => c.Id, Known, StringComparer.Ordinal), readAt);
        current = snapshot;
        return snapshot;
    }

    /// <summary>Unchanged clients keep their keys, so that verifiers built for them stay in use.</summary>
    private KnownClient Known(Client client)
    {
        if (Find(client.Id) is { } old && old.Client.HasSettingsOf(client) && old.Client.Keys.SequenceEqual(client.Keys))
        {
            return old;
        }

        return new(client, [.. client.Keys.Select(k => PublicKey.TryParse(k.Pem, out var key, out _) ? key : null).OfType<PublicKey>()]);
    }

    public void Dispose() => early.Dispose();
}
