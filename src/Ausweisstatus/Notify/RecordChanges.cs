using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.Webhooks;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify;

/// <summary>
/// Writes the changes of stages that somebody listens to, in the transaction of the facts. Who reads the feed reads these rows; a message
/// that leaves with the transaction has them delivered to the webhooks.
/// </summary>
internal sealed class RecordChanges(Lazy<Outbox> outbox) : IStatusChangedHandler
{
    private const string Sql = $"""
        with recorded as (
            insert into {StorageSetup.Schema}.changes (id, tenant_id, document, order_number, kind, before, stage, since, run, correction)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as change (id, tenant_id)
            where exists (select from {StorageSetup.Schema}.listeners where listeners.tenant_id = change.tenant_id)
            returning tenant_id
        )
        select id from {StorageSetup.Schema}.webhooks
        where disabled is null and tenant_id in (select tenant_id from recorded)
        """;

    public async Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> all, NpgsqlTransaction transaction)
    {
        StatusChanged[] changes = [.. all.Where(change => change.Before.Stage != change.After.Stage || change.IsCorrection)];
        if (changes.Length == 0)
        {
            return null;
        }

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

        List<DeliverChanges> messages = [];
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                messages.Add(new DeliverChanges(reader.GetGuid(0)));
            }
        }

        return messages.Count > 0 ? await outbox.Value.EnlistAsync(transaction, messages) : null;

        static string? Word(Stage? stage) => stage is { } known ? KebabCase.Of(known) : null;

        void Add<T>(NpgsqlDbType type, Converter<StatusChanged, T> column) =>
            command.Parameters.Add(new() { Value = Array.ConvertAll(changes, column), NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
