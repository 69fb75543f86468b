using System.Security.Cryptography;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Access.Staff;

/// <summary>A session that was found.</summary>
/// <param name="Caller">Who signed in.</param>
/// <param name="IdToken">What the provider said of them.</param>
internal sealed record StaffSession(StaffCaller Caller, string? IdToken = null);

/// <summary>
/// Sessions of staff, in the database: what ends on one node has ended on all. They end after half an hour without a request, and after ten
/// hours in any case. The cookie's key is random; its keyed hash and encrypted content are stored.
/// </summary>
internal sealed class StaffSessions(NpgsqlDataSource database, LookupKeys keys, Encryption encryption, TimeProvider clock)
{
    public const int KeyBytes = 32;

    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    private const string Table = $"{StorageSetup.Schema}.staff_sessions";
    private const string Purpose = "staff-session";

    /// <summary>Begins one, and forgets those that are over.</summary>
    /// <returns>The key for the cookie.</returns>
    public async Task<byte[]> BeginAsync(StaffCaller caller, string? idToken, CancellationToken cancellation)
    {
        var (id, key, now) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(KeyBytes), clock.GetUtcNow());
        var content = JsonSerializer.SerializeToUtf8Bytes(new StaffSession(caller with { Session = id }, idToken), FactJson.Options);
        await using var batch = database.CreateBatch();
        batch.With($"delete from {Table} where started_at <= $1 or last_seen <= $2", now - Longest, now - Idle)
            .With($"insert into {Table} (id, key_hash, content, started_at, last_seen) values ($1, $2, $3, $4, $4)",
                id, HashOf(keys.Current, key), encryption.Encrypt(Purpose, id, content), now);
        await batch.ExecuteNonQueryAsync(cancellation);
        return key;
    }

    /// <summary>The session of a cookie, which has been used now; null where there is none (any more).</summary>
    public async Task<StaffSession?> FindAsync(byte[] key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(
            $"update {Table} set last_seen = greatest(last_seen, $2) where key_hash = any($1) and started_at > $3 and last_seen > $4 returning id, content",
            HashesOf(key), now, now - Longest, now - Idle);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) && encryption.Decrypt(Purpose, reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)) is { } content
            ? JsonSerializer.Deserialize<StaffSession>(content, FactJson.Options)
            : null;
    }

    public async Task EndAsync(byte[] key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"delete from {Table} where key_hash = any($1)", [HashesOf(key)]);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private byte[][] HashesOf(byte[] key) => [.. keys.NewestFirst.Select(lookupKey => HashOf(lookupKey, key))];

    private static byte[] HashOf(LookupKey lookupKey, byte[] key) => lookupKey.Seal(Purpose, key);
}
