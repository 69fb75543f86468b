using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Npgsql;

namespace Ausweisstatus.Locations;

/// <summary>The authorities, in memory: asking needs no I/O. What another process imports is seen at the next refresh.</summary>
internal sealed class AuthorityDirectory(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    private volatile FrozenDictionary<string, AuthorityEntry> entries = FrozenDictionary<string, AuthorityEntry>.Empty;
    private readonly SemaphoreSlim oneReader = new(1, 1);
    private string? seen;
    private long readAt = long.MinValue;

    public IReadOnlyCollection<AuthorityEntry> All => entries.Values;

    public AuthorityEntry? Find(AuthorityId authority) => entries.GetValueOrDefault(authority.ToString());

    /// <summary>Whether there is this authority now, also where it was imported a moment ago.</summary>
    internal async ValueTask<bool> KnowsAsync(AuthorityId authority, CancellationToken cancellation)
    {
        if (Find(authority) is null)
        {
            await RefreshAsync(cancellation);
        }

        return Find(authority) is not null;
    }

    /// <summary>Reads again what has changed. Those who ask at the same time share a reading that began after they asked.</summary>
    internal async Task RefreshAsync(CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        await oneReader.WaitAsync(cancellation);
        try
        {
            if (readAt < asked)
            {
                var begun = clock.GetTimestamp();
                await ReadAsync(cancellation);
                readAt = begun;
            }
        }
        finally
        {
            oneReader.Release();
        }
    }

    public void Dispose() => oneReader.Dispose();

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var now = await StoredJson.FingerprintAsync(database, LocationsSetup.Alias, cancellation);
        if (now == seen)
        {
            return;
        }

        var all = await StoredJson.ReadAllAsync<AuthorityEntry>(database, LocationsSetup.Alias, cancellation);
        entries = all.ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);
        seen = now;
    }
}
