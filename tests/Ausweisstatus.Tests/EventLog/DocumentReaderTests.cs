using Ausweisstatus.EventLog;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.EventLog;

public sealed class DocumentReaderTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_lookup_never_walks_through_all_documents_not_even_while_there_are_none()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await using var reader = DocumentReader.OfDocuments(database);
        Dictionary<string, byte[]> found = [];

        for (var i = 0; i < 20; i++)
        {
            await reader.ReadAsync(["1.nobody", "2.nobody"], found);
        }

        found.ShouldBeEmpty();
        // What a connection did is counted when it has nothing to do. Each lookup of the list is looked up once.
        await Eventually.TrueAsync(async () => await CountAsync(database, "seq_scan") + await CountAsync(database, "idx_scan") >= 20);
        (await CountAsync(database, "seq_scan")).ShouldBe(0);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string what)
    {
        await using var command = database.CreateCommand($"select {what} from pg_stat_user_tables where relname = 'mt_doc_document'");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
