using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Operate;
using Marten;
using Npgsql;
using Shouldly;
using Weasel.Core.Migrations;
using Wolverine.Persistence.Durability;
using Xunit;

namespace Ausweisstatus.Tests.Storage;

public sealed class MigrationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_migrations_make_what_the_store_is_configured_for_but_for_the_key_from_events_to_streams()
    {
        var connectionString = await postgres.NewEmptyDatabaseAsync();
        await Migrations.ApplyAsync(connectionString, TestContext.Current.CancellationToken);

        await using var app = Host.Build([$"--ConnectionStrings:Ausweisstatus={connectionString}", "--environment=Development"]);
        var store = app.Services.GetRequiredService<IDocumentStore>();

        // Marten has no option for it (ADR 22). With the key, nothing differs.
        await Should.ThrowAsync<DatabaseValidationException>(() => store.Storage.Database.AssertDatabaseMatchesConfigurationAsync());
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var key = source.CreateCommand("""
            alter table ausweisstatus.mt_events add constraint fkey_mt_events_stream_id_tenant_id
            foreign key (tenant_id, stream_id) references ausweisstatus.mt_streams (tenant_id, id)
            """);
        await key.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await Should.NotThrowAsync(() => store.Storage.Database.AssertDatabaseMatchesConfigurationAsync());
        var messages = app.Services.GetRequiredService<IMessageStore>().ShouldBeAssignableTo<IDatabase>()!;
        await Should.NotThrowAsync(() => messages.AssertDatabaseMatchesConfigurationAsync());
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        var connectionString = await postgres.NewEmptyDatabaseAsync();
        (await Migrations.ApplyAsync(connectionString, TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        var before = await SchemaAsync(connectionString);

        (await Migrations.ApplyAsync(connectionString, TestContext.Current.CancellationToken)).ShouldBeEmpty();

        (await SchemaAsync(connectionString)).ShouldBe(before);
    }

    [Fact]
    public async Task A_node_that_starts_on_an_empty_database_migrates_it()
    {
        var connectionString = await postgres.NewEmptyDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        (await MigrationJournal.NamesAllAsync(source, TestContext.Current.CancellationToken)).ShouldBeFalse();

        await StartAsync(connectionString);

        (await MigrationJournal.NamesAllAsync(source, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await Migrations.ApplyAsync(connectionString, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_starts_applies_the_one_script_that_the_journal_does_not_name()
    {
        var connectionString = await postgres.NewDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var forget = source.CreateCommand("delete from ausweisstatus.migrations where scriptname = '0003_room_for_updates.sql'");
        (await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        await StartAsync(connectionString);

        await using var known = source.CreateCommand("select count(*) from ausweisstatus.migrations where scriptname = '0003_room_for_updates.sql'");
        (await known.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task A_node_does_not_start_where_it_cannot_migrate()
    {
        var connectionString = await postgres.NewEmptyDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var other = source.CreateCommand("create schema ausweisstatus create table mt_doc_authority (other int)");
        await other.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var old = source.CreateCommand("create table ausweisstatus.mt_doc_document (other int)");
        await old.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<MigrationException>(() => StartAsync(connectionString));
    }

    [Fact]
    public async Task A_node_that_starts_before_its_database_waits_for_it()
    {
        var connectionString = await postgres.NewDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var superuser = NpgsqlDataSource.Create(postgres.Server.SuperuserConnectionString("postgres"));
        await ExecuteAsync($"alter database {name} allow_connections false");

        var starting = StartAsync(connectionString);
        await Should.ThrowAsync<PostgresException>(async () =>
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var connection = await source.OpenConnectionAsync();
        });
        await ExecuteAsync($"alter database {name} allow_connections true");

        await starting;

        async Task ExecuteAsync(string sql)
        {
            await using var command = superuser.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Task StartAsync(string connectionString) => EnsureMigrated.RunAsync(connectionString, TestContext.Current.CancellationToken);

    /// <summary>Every column, index and function of the schema, as text.</summary>
    private static async Task<List<string>> SchemaAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("""
            select table_name || '.' || column_name || ' ' || data_type || coalesce(column_default, '') from information_schema.columns where table_schema = 'ausweisstatus'
            union all select indexdef from pg_indexes where schemaname = 'ausweisstatus'
            union all select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'ausweisstatus'
            order by 1
            """);
        List<string> lines = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
