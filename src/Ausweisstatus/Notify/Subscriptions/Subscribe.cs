using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;
using Ausweisstatus.Throttling;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// A citizen asks to be told by mail. Nobody is told whether code and date of birth led to a document, and nothing tells it: where they did
/// not, the same is written, about a document that does not exist, and forgotten by who would send the mail.
/// </summary>
internal sealed class Subscribe(
    AskStatus ask, NpgsqlDataSource database, Outbox outbox, Encryption encryption, LookupKeys keys, PublicAddress site, IOptions<MailSettings> settings,
    TimeProvider clock)
{
    public const string AddressPurpose = "subscription-address";

    /// <summary>Mails to one address that ask for a confirmation, in an hour.</summary>
    public const int MailsInAnHour = 5;

    public const int OfDocument = 5;
    public const int OfAddress = 20;

    private const string HashPurpose = "subscription-address-hash";
    private const string Table = SubscriptionRows.Table;

    // One at a time for a document and for an address, or many at once would each find room.
    private const string Lock = "select pg_advisory_xact_lock(key) from unnest($1) as key";

    // Another statement: it sees what those before have written.
    private const string Insert = $"""
        insert into {Table} as known (id, tenant_id, document, channel, address, address_hash, language, told, check_at)
        select $1, $2, $3, 'email', $4, $5, $6, $7, now()
        where (select count(*) from {Table} where document = $3 and address_hash <> $5) < $8
            and (select count(*) from {Table} where address_hash = $5 and document <> $3) < $9
            and (select coalesce(sum(asked), 0) from {Table} where address_hash = $5 and created_at > now() - interval '1 hour') < $10
        on conflict (document, channel, address_hash) do update set
            asked = case when known.created_at > now() - interval '1 hour' then known.asked + 1 else 1 end,
            created_at = now(), language = excluded.language, told = excluded.told, check_at = now()
        where known.confirmed_at is null
        returning id
        """;

    /// <summary>Whether there is a mail server, and an address that links can lead to.</summary>
    public bool IsOffered => settings.Value.Host is not null && site.Find() is not null;

    /// <param name="reference">The code.</param>
    /// <param name="dateOfBirth">The date of birth.</param>
    /// <param name="asker">Who asks, for slowing down those who guess.</param>
    /// <param name="address">As <see cref="MailAddress"/> reads it.</param>
    /// <param name="language">Of the mails.</param>
    /// <param name="cancellation">Ends it; nothing is written then.</param>
    /// <returns>Null, whatever came of it; but who missed too often is told to wait.</returns>
    public async Task<AskOutcome.TooMany?> ExecuteAsync(
        Reference reference, DateOfBirth dateOfBirth, Asker asker, string address, Language language, CancellationToken cancellation)
    {
        var outcome = await ask.AskAsync(reference, dateOfBirth, asker, language, cancellation);
        if (outcome is AskOutcome.TooMany tooMany)
        {
            return tooMany;
        }

        var document = (outcome as AskOutcome.Found)?.Document;
        var hash = HashOf(address);
        var told = Told.Of(document?.Status ?? Domain.Status.Unknown, clock.GetUtcNow().DayInBerlin());
        await WriteAsync(
            document?.Authority.ToString() ?? "",
            document?.Id ?? Guid.NewGuid(),
            address,
            document is null ? RandomNumberGenerator.GetBytes(hash.Length) : hash,
            language,
            told,
            cancellation);
        return null;
    }

    private async Task WriteAsync(string authority, Guid document, string address, byte[] hash, Language language, Told told, CancellationToken cancellation)
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
        var sealedAddress = encryption.Encrypt(AddressPurpose, id, Encoding.UTF8.GetBytes(address));
        foreach (var value in new object[] { id, authority, document, sealedAddress, hash, language.Code })
        {
            insert.Parameters.AddWithValue(value);
        }

        insert.Parameters.Add(new() { Value = JsonSerializer.SerializeToUtf8Bytes(told, FactJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        foreach (var limit in new[] { OfDocument, OfAddress, MailsInAnHour })
        {
            insert.Parameters.AddWithValue(limit);
        }

        TellSubscriber[] messages = await insert.ExecuteScalarAsync(cancellation) is Guid subscription ? [new TellSubscriber(subscription)] : [];
        await outbox.CommitAsync(transaction, messages, cancellation);
    }

    // Upper and lower case are the same mailbox nearly everywhere, and whoever types it uses either.
    private byte[] HashOf(string address) => keys.Current.Seal(HashPurpose, Encoding.UTF8.GetBytes(address.ToLowerInvariant()));
}
