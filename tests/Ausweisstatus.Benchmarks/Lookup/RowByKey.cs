using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>
/// The peer: a minimal API that looks a ready answer up by primary key and returns it. It keeps the reference in clear, asks for no date
/// of birth, knows one language and slows nobody down.
/// </summary>
internal sealed class RowByKey : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly NpgsqlDataSource database;

    private RowByKey(WebApplication app, NpgsqlDataSource database) => (this.app, this.database) = (app, database);

    public Uri Address => new(new Uri(app.Urls.Single()), "/status");

    public static async Task<RowByKey> StartAsync(string connectionString, Documents documents, byte[] answer, CancellationToken cancellation)
    {
        // Statements are prepared by themselves, as in a peer that was looked after.
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 10 });
        await FillAsync(database, documents, Encoding.UTF8.GetString(answer), cancellation);

        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/status", async (Question question, CancellationToken aborted) =>
        {
            await using var command = database.CreateCommand("select answer from documents where reference = $1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = question.Reference });
            return await command.ExecuteScalarAsync(aborted) is string text ? Results.Text(text, "application/json") : Results.NotFound();
        });
        await app.StartAsync(cancellation);
        return new RowByKey(app, database);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task FillAsync(NpgsqlDataSource database, Documents documents, string answer, CancellationToken cancellation)
    {
        await using (var create = database.CreateCommand("create table documents (reference text primary key, answer text not null)"))
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }

        await using (var connection = await database.OpenConnectionAsync(cancellation))
        await using (var copy = await connection.BeginBinaryImportAsync("copy documents from stdin (format binary)", cancellation))
        {
            foreach (var reference in documents.References)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(reference, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(answer, NpgsqlDbType.Text, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        await using var analyze = database.CreateCommand("vacuum analyze documents");
        await analyze.ExecuteNonQueryAsync(cancellation);
    }

    private sealed record Question(string Reference, string DateOfBirth);
}
