using Npgsql;

namespace Ausweisstatus.Embedded;

/// <summary>
/// The role that everyone outside of this library connects as: it owns its databases and is no superuser, so that it can read no file of the
/// server, run no program on it and end nobody else's work.
/// </summary>
internal static class OwnerRole
{
    public const string Name = "ausweisstatus_owner";

    // Earlier versions connected as the superuser, who therefore owns all they made. Sequences of columns go with their tables.
    private const string TakeAll = $"""
        select set_config('search_path', '', false);
        do $do$
        declare one text;
        begin
            for one in
                select format('schema %I', nspname) from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
                union all
                select format('table %I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace
                where relkind in ('r', 'p', 'v', 'm', 'S') and nspname !~ '^pg_' and nspname <> 'information_schema'
                    and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('a', 'i', 'e'))
                union all
                select format('routine %s', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = pronamespace
                where nspname !~ '^pg_' and nspname <> 'information_schema'
                    and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
            loop
                execute format('alter %s owner to {Name}', one);
            end loop;
        end $do$
        """;

    /// <summary>Makes the role where it is missing, and gives it a password.</summary>
    public static async Task EnsureAsync(string superuser, string password, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(superuser, cancellation);
        await ExecuteAsync(connection, $"do $do$ begin create role {Name}; exception when duplicate_object then null; end $do$", cancellation);
        await ExecuteAsync(connection, $"alter role {Name} login nosuperuser nocreaterole nocreatedb noreplication nobypassrls password '{password}'", cancellation);
    }

    /// <summary>Gives it a database of an earlier version with all that is in it.</summary>
    /// <param name="superuser">Reaches that database.</param>
    /// <param name="database">Its name.</param>
    /// <param name="cancellation">Ends it; what is left is done at the next start.</param>
    public static async Task TakeAsync(string superuser, string database, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(superuser, cancellation);
        await using var whose = new NpgsqlCommand("select pg_get_userbyid(datdba) from pg_database where datname = current_database()", connection);
        if (await whose.ExecuteScalarAsync(cancellation) is Name)
        {
            return;
        }

        await ExecuteAsync(connection, TakeAll, cancellation);
        await ExecuteAsync(connection, $"alter database {new NpgsqlCommandBuilder().QuoteIdentifier(database)} owner to {Name}", cancellation);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string superuser, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(superuser) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
