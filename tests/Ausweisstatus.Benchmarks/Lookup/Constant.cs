using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>The limit: the product's own host, on the same road through it, with nothing to look up.</summary>
internal sealed class Constant
{
    public const string Path = "/constant";

    public byte[] Answer { get; set; } = [];

    public void Map(WebApplication app) => app.MapPost(Path, AnswerAsync).AllowAnonymous();

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
