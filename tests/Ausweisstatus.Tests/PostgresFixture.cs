using Ausweisstatus.Embedded;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Tests;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
// Most tests wait for another process.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]

namespace Ausweisstatus.Tests;

/// <summary>One PostgreSQL for all tests of this assembly; a database of its own for whoever asks.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "template_of_tests";

    private readonly TemporaryDirectory directory = new();
    private EmbeddedPostgres? postgres;
    private int databases;

    public async ValueTask InitializeAsync()
    {
        postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Directory = directory.Path, Purpose = "tests" });
        var template = await postgres.CreateDatabaseAsync(Template);
        await PrepareAsync(template);
    }

    /// <summary>A new database with the schema in it, seen by nobody else; returns its connection string.</summary>
    public Task<string> NewDatabaseAsync() => NewAsync(Template);

    /// <summary>The server itself, for what its owner alone may do. It is everybody's: it is neither stopped nor paused.</summary>
    public EmbeddedPostgres Server => postgres!;

    /// <summary>A new database with nothing in it.</summary>
    public Task<string> NewEmptyDatabaseAsync() => NewAsync(null);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        directory.Dispose();
    }

    // What every database begins with; no connection may be left open, or the template cannot be copied.
    private static async Task PrepareAsync(string connectionString)
    {
        await Migrations.ApplyAsync(connectionString);
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private Task<string> NewAsync(string? template) =>
        postgres!.CreateDatabaseAsync($"test_{Interlocked.Increment(ref databases)}", template, TestContext.Current.CancellationToken);
}
