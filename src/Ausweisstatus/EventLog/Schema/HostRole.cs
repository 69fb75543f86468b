using Ausweisstatus.Messaging;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog.Schema;

/// <summary>
/// What the host may do where it connects as another role than the one that owns the database: read everything, add facts, and keep what
/// follows from them. It can change no fact and no table, and register nobody (ADR 17).
/// </summary>
internal static class HostRole
{
    // A table that is not named here is the host's to read and to write.
    private static readonly (string Table, string Privileges)[] Less =
    [
        ("mt_events", "select, insert"),
        // Archiving a stream would hide its facts.
        ("mt_streams", "select, insert, update (version, timestamp)"),
        ("mt_doc_document", "select, insert, update"),
        // Who had what done stays.
        ("rebuilds", "select, insert, update"),
        // What was published never changes.
        ("processing_times", "select, insert"),
        ("processing_weeks", "select, insert"),
        ("mt_doc_client", "select"),
        ("mt_doc_authority", "select"),
        (MigrationJournal.Table, "select"),
        // What was shown stays what was shown; when it was made is the database's to say.
        ("expected_times", "select, insert (scope, day, times)"),
        // What became of it was counted once.
        ("ranges_due", "select, insert"),
        // When and in which order is the database's to say.
        ("staff_audit", "select, insert (who, role, authorities, session, what, tenant_id, document, reason)"),
    ];

    // Only a host is ever allowed to add facts, so nothing has to be written down: its own privileges say who is one.
    private const string Hosts = $"""
        select rolname from pg_class, aclexplode(relacl) as granted join pg_roles on pg_roles.oid = granted.grantee
        where pg_class.oid = '{StorageSetup.Schema}.mt_events'::regclass and privilege_type = 'INSERT' and grantee <> relowner
        """;

    private const string IsAbove = "select pg_has_role(rolname, current_user, 'member') from pg_roles where rolname = $1";

    /// <exception cref="MigrationException">There is no such role, or it owns the database anyway.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(IsAbove, connection) { Parameters = { new() { Value = role } } };
        var refusal = await command.ExecuteScalarAsync(cancellation) switch
        {
            null => $"There is no role {role}. Make it first: create role {role} login password '…'",
            true => $"The role {role} can do all that the owner of the database can. Give the host one that cannot.",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new MigrationException(refusal);
        }
    }

    /// <summary>Gives the hosts what they need of all tables, new ones included, and takes what they do not.</summary>
    /// <param name="connection">As the owner; nobody else migrates at the same time.</param>
    /// <param name="role">One that becomes a host; null for those that are.</param>
    /// <param name="cancellation">Ends it; nothing is granted then.</param>
    public static async Task GrantAsync(NpgsqlConnection connection, string? role, CancellationToken cancellation)
    {
        var hosts = await HostsAsync(connection, cancellation);
        foreach (var host in role is null ? hosts : hosts.Append(role).Distinct())
        {
            // One statement after another, but one transaction: a running host never has less than it needs.
            await using var grant = new NpgsqlCommand(string.Join(";\n", Grants(new NpgsqlCommandBuilder().QuoteIdentifier(host))), connection);
            await grant.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<List<string>> HostsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Hosts, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> hosts = [];
        while (await reader.ReadAsync(cancellation))
        {
            hosts.Add(reader.GetString(0));
        }

        return hosts;
    }

    private static IEnumerable<string> Grants(string host) =>
    [
        $"grant usage on schema {StorageSetup.Schema} to {host}",
        $"grant usage, select on all sequences in schema {StorageSetup.Schema} to {host}",
        $"grant select, insert, update, delete on all tables in schema {StorageSetup.Schema} to {host}",
        $"grant usage on schema {MessagingSetup.Schema} to {host}",
        $"grant usage on all sequences in schema {MessagingSetup.Schema} to {host}",
        $"grant select, insert, update, delete on all tables in schema {MessagingSetup.Schema} to {host}",
        .. Less.SelectMany(less => new[]
        {
            $"revoke all on {StorageSetup.Schema}.{less.Table} from {host}",
            $"grant {less.Privileges} on {StorageSetup.Schema}.{less.Table} to {host}",
        }),
    ];
}
