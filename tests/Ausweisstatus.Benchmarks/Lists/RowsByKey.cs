using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Lists;

/// <summary>The limit: as many rows by their keys, and nothing else.</summary>
internal sealed class RowsByKey(string connectionString, int documents) : IContender, IAsyncDisposable
{
    private const int Rows = 50;

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);

    public string Description => $"{Rows} rows by primary key with Npgsql, no HTTP";

    public Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation) => Crew.WorkAsync(1, duration, async _ =>
    {
        await using var command = database.CreateCommand($"""
            select document.* from unnest($1) as n
            join ausweisstatus.mt_doc_document as document on tenant_id = '{ListedRows.Authority}' and id = md5(n::text)::uuid
            """);
        command.Parameters.Add(new() { Value = Enumerable.Range(0, Rows).Select(_ => 1 + Random.Shared.Next(documents)).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
        }

        return 1;
    }, cancellation);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
