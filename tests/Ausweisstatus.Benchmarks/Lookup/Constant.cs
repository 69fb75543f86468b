using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>The limits: the product's own host, on the same road through it, with nothing to look up; and with an empty question to the database.</summary>
internal sealed class Constant : IAsyncDisposable
{
    public const string Path = "/constant";
    public const string PathBehindRoundTrip = "/constant-behind-round-trip";

    private NpgsqlDataSource? database;

    public byte[] Answer { get; set; } = [];

    public void Map(WebApplication app)
    {
        app.MapPost(Path, AnswerAsync).AllowAnonymous();
        app.MapPost(PathBehindRoundTrip, AskAndAnswerAsync).AllowAnonymous();
    }

    public void Connect(string connectionString) =>
        database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true });

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AskAndAnswerAsync(HttpContext context)
    {
        await using (var connection = await database!.OpenConnectionAsync(context.RequestAborted))
        await using (var command = new NpgsqlCommand("select 1", connection))
        {
            // Once for each connection of the pool.
            await command.PrepareAsync(context.RequestAborted);
            await command.ExecuteScalarAsync(context.RequestAborted);
        }

        await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // The question is read to its end, as everybody must.
        var read = await context.Request.BodyReader.ReadAtLeastAsync(int.MaxValue, context.RequestAborted);
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Answer.Length;
        context.Response.BodyWriter.Write(Answer);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
