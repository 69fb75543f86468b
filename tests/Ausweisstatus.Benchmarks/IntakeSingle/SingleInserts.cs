using Ausweisstatus.Benchmarks.IntakeBatch;
using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.IntakeSingle;

/// <summary>The limit: one prepared insert and one durable commit for each row, by PostgreSQL's own tool where there is one.</summary>
internal static class SingleInserts
{
    /// <summary>A row as large as the product's, into a table like its own; no value needs to be told.</summary>
    public const string Insert = $$$"""
        insert into bench.inserted ({{{EventRow.Columns}}}) values (
        nextval('bench.inserted_sequence'), gen_random_uuid(), gen_random_uuid(), 1,
        '{"occurredAt":"2026-10-21T16:02:11.0000000+00:00","data":{"to":"office","carrier":"DHL"}}', 'dispatched', now(), 'authority-01',
        'Ausweisstatus.Domain.Fact, Ausweisstatus.Domain',
        '{"order":"B-2026-000123","source":"/print-shops/bdr","event":"0/00000123","client":"print-shop"}', false)
        """;

    /// <param name="connectionString">Where the rows go.</param>
    /// <param name="superuser">The same as the server's superuser, who alone may ask where its programs are.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ILimit> CreateAsync(string connectionString, string superuser, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var create = database.CreateCommand($"create schema bench; {EventRow.CreateTable("inserted")} create sequence bench.inserted_sequence;");
        await create.ExecuteNonQueryAsync(cancellation);
        await using var server = NpgsqlDataSource.Create(superuser);
        await using var where = server.CreateCommand("select setting from pg_config where name = 'BINDIR'");
        var beside = await where.ExecuteScalarAsync(cancellation) as string;
        return Pgbench.Find(beside) is { } program ? new Pgbench(program, connectionString) : new PreparedInserts(connectionString);
    }

    internal interface ILimit : IContender, IAsyncDisposable;
}
