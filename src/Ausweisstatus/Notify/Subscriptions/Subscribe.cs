using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Messaging;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;
using Ausweisstatus.Throttling;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// A citizen asks to be told. Nobody is told whether code and date of birth led to a document, and nothing tells it: where they did
/// not, the same is written, about a document that does not exist, and forgotten by who would send the first message.
/// </summary>
internal sealed class Subscribe(
    AskStatus ask, NpgsqlDataSource database, Outbox outbox, Encryption encryption, LookupKeys keys, TimeProvider clock)
{
    public const string AddressPurpose = "subscription-address";

    /// <summary>Mails to one address that ask for a confirmation, in an hour.</summary>
    public const int MailsInAnHour = 5;

    /// <summary>First pushes to one device. A family has several documents; a stranger does not know the device.</summary>
    public const int PushesInAnHour = 20;

    /// <summary>For each channel.</summary>
    public const int OfDocument = 5;
    public const int OfAddress = 20;

    private const string HashPurpose = "subscription-address-hash";
    private const string Table = SubscriptionRows.Table;

    // One at a time for a document and for an address, or many at once would each find room.
    private const string Lock = "select pg_advisory_xact_lock(key) from unnest($1) as key";

    // Another statement: it sees what those before have written.
    private const string Insert = $"""
        insert into {Table} as known (id, tenant_id, document, channel, address, address_hash, language, told, check_at)
        select $1, $2, $3, $11, $4, $5, $6, $7, now()
        where (select count(*) from {Table} where document = $3 and channel = $11 and address_hash <> $5) < $8
            and (select count(*) from {Table} where address_hash = $5 and document <> $3) < $9
            and (select coalesce(sum(asked), 0) from {Table} where address_hash = $5 and created_at > now() - interval '1 hour') < $10
        on conflict (document, channel, address_hash) do update set
            asked = case when known.created_at > now() - interval '1 hour' then known.asked + 1 else 1 end,
            created_at = now(), language = excluded.language, told = excluded.told, check_at = now()
        where known.confirmed_at is null
        returning id
        """;

    private const string End = $"delete from {Table} where channel = $1 and address_hash = any($2)";

    /// <param name="reference">The code.</param>
    /// <param name="dateOfBirth">The date of birth.</param>
    /// <param name="asker">Who asks, for slowing down those who guess.</param>
    /// <param name="recipient">Where to tell them.</param>
    /// <param name="language">In which they are told.</param>
    /// <param name="cancellation">Ends it; nothing is written then.</param>
    /// <returns>Null, whatever came of it; but who missed too often is told to wait.</returns>
    public async Task<AskOutcome.TooMany?> ExecuteAsync(
        Reference reference, DateOfBirth dateOfBirth, Asker asker, Recipient recipient, Language language, CancellationToken cancellation)
    {
        var outcome = await ask.AskAsync(reference, dateOfBirth, asker, language, cancellation);
        if (outcome is AskOutcome.TooMany tooMany)
        {
            return tooMany;
        }

        var document = (outcome as AskOutcome.Found)?.Document;
        var hash = HashesOf(recipient.SameAs)[0];
        var told = Told.Of(document?.Status ?? Domain.Status.Unknown, clock.GetUtcNow().DayInBerlin());
        await WriteAsync(
            document?.Authority.ToString() ?? "",
            document?.Id ?? Guid.NewGuid(),
            recipient,
            document is null ? RandomNumberGenerator.GetBytes(hash.Length) : hash,
            language,
            told,
            cancellation);
        return null;
    }

    private async Task WriteAsync(string authority, Guid document, Recipient recipient, byte[] hash, Language language, Told told, CancellationToken cancellation)
    {
        var id = Guid.NewGuid();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var locking = new NpgsqlCommand(Lock, connection, transaction);
        long[] locks = [BitConverter.ToInt64(hash), BitConverter.ToInt64(document.ToByteArray(), 8)];
        // In one order, or two would wait for each other.
        Array.Sort(locks);
        locking.Parameters.AddWithValue(locks);
        await locking.ExecuteNonQueryAsync(cancellation);

        await using var insert = new NpgsqlCommand(Insert, connection, transaction);
        var sealedAddress = encryption.Encrypt(AddressPurpose, id, recipient.Address);
        foreach (var value in new object[] { id, authority, document, sealedAddress, hash, language.Code })
        {
            insert.Parameters.AddWithValue(value);
        }

        insert.Parameters.Add(new() { Value = JsonSerializer.SerializeToUtf8Bytes(told, FactJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        foreach (var limit in new[] { OfDocument, OfAddress, recipient.Channel == IChannel.Email ? MailsInAnHour : PushesInAnHour })
        {
            insert.Parameters.AddWithValue(limit);
        }

        insert.Parameters.AddWithValue(recipient.Channel);
        object[] messages = await insert.ExecuteScalarAsync(cancellation) is Guid subscription ? [IChannel.MessageFor(subscription, recipient.Channel)] : [];
        await outbox.CommitAsync(transaction, messages, cancellation);
    }

    /// <summary>Ends all subscriptions of an address. To know that of a device is the right to it: nobody else is told it.</summary>
    public async Task EndAsync(string channel, string sameAs, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(End, channel, HashesOf(sameAs));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // By each key that is still in use, newest first.
    private byte[][] HashesOf(string sameAs)
    {
        var text = Encoding.UTF8.GetBytes(sameAs);
        return [.. keys.NewestFirst.Select(key => key.Seal(HashPurpose, text))];
    }
}
