using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;
using Ausweisstatus.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify;

/// <summary>
/// Writes what changed for documents that somebody listens to, and sends the messages that have it told, all in the transaction of the
/// facts. Who reads the feed reads these rows; people are told after a while, so that several facts make one message.
/// </summary>
internal sealed class RecordChanges(Lazy<Outbox> outbox, IOptions<NotifySettings> settings) : IStatusChangedHandler
{
    // Who is named with the zero id listens to all documents of the authority.
    private const string Sql = $"""
        with changed as (
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            as changed (id, tenant_id, document, order_number, kind, before, stage, since, run, correction)
        ), recorded as (
            insert into {StorageSetup.Schema}.changes (id, tenant_id, document, order_number, kind, before, stage, since, run, correction)
            select * from changed where before is distinct from stage or correction
            on conflict (id) do nothing
        )
        select tenant_id, document,
            exists (select from {StorageSetup.Schema}.listeners l where l.tenant_id = changed.tenant_id and l.document = changed.document),
            exists (select from {StorageSetup.Schema}.listeners l
                where l.tenant_id = changed.tenant_id and l.document = '00000000-0000-0000-0000-000000000000' and l.kind = 'webhook')
        from changed
        """;

    public async Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(Sql, transaction.Connection, transaction);
        Add(NpgsqlDbType.Uuid, change => change.Id);
        Add(NpgsqlDbType.Varchar, change => change.Document.Authority.ToString());
        Add(NpgsqlDbType.Uuid, change => change.Document.Id);
        Add(NpgsqlDbType.Varchar, change => change.Document.Order.ToString());
        Add(NpgsqlDbType.Varchar, change => change.After.Kind?.ToString());
        Add(NpgsqlDbType.Varchar, change => Word(change.Before.Stage));
        Add(NpgsqlDbType.Varchar, change => Word(change.After.Stage));
        Add(NpgsqlDbType.TimestampTz, change => change.After.Since);
        Add(NpgsqlDbType.Integer, change => change.After.Run);
        Add(NpgsqlDbType.Boolean, change => change.IsCorrection);
        await command.PrepareAsync();

        HashSet<Outgoing> messages = [];
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var authority = reader.GetString(0);
                if (reader.GetBoolean(3))
                {
                    messages.Add(new Outgoing(new DeliverChanges(authority)));
                }

                if (reader.GetBoolean(2))
                {
                    messages.Add(new Outgoing(new TellSubscribers(authority, reader.GetGuid(1)), settings.Value.QuietWindow));
                }
            }
        }

        return await outbox.Value.EnlistAsync(transaction, messages);

        static string? Word(Stage? stage) => stage is { } known ? KebabCase.Of(known) : null;

        void Add<T>(NpgsqlDbType type, Func<StatusChanged, T> column) =>
            command.Parameters.Add(new() { Value = changes.Select(column).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
