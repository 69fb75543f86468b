using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Locations;

/// <summary>The authorities, in memory: asking needs no I/O. What another process imports is seen at the next refresh.</summary>
public sealed class AuthorityDirectory(NpgsqlDataSource database)
{
    // A version is new with every write, whoever writes and in whichever order the transactions end.
    private const string Fingerprint =
        $"select md5(coalesce(string_agg(id || mt_version::text, ',' order by id), '')) from {StorageSetup.Schema}.mt_doc_{LocationsSetup.Alias}";

    private volatile FrozenDictionary<string, AuthorityEntry> entries = FrozenDictionary<string, AuthorityEntry>.Empty;
    private string? seen;

    public IReadOnlyCollection<AuthorityEntry> All => entries.Values;

    public AuthorityEntry? Find(AuthorityId authority) => entries.GetValueOrDefault(authority.ToString());

    /// <summary>Reads again what has changed. Not for two callers at once.</summary>
    internal async Task RefreshAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Fingerprint);
        var now = (string?)await command.ExecuteScalarAsync(cancellation);
        if (now == seen)
        {
            return;
        }

        var all = await StoredJson.ReadAllAsync<AuthorityEntry>(database, LocationsSetup.Alias, cancellation);
        entries = all.ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);
        seen = now;
    }
}
