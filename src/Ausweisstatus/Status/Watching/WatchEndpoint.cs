using System.ComponentModel.DataAnnotations;
using Ausweisstatus.Access;
using Ausweisstatus.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Status.Watching;

/// <summary><c>GET /api/v1/status/watch</c>: tells what changes, to who was answered before. For everybody.</summary>
internal static class WatchEndpoint
{
    public const string TokenHeader = "Watch-Token";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/status/watch", WatchAsync)
            .ForEveryone()
            .WithTags("Status")
            .WithName("WatchStatus")
            .WithSummary("Be told when the answer changes")
            .WithDescription(
                "Server-sent events, with the token that stood in `watch` of an answer. `status` carries the answer, at once and whenever it changes; "
                + "`end` is the last event: the document is not found any more, or the token's hour is over.")
            .Produces<StatusAnswer>(contentType: EventStream.ContentType)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> WatchAsync(
        HttpContext context, WatchPermits permits, Watchers watchers, WatchStream stream, [FromHeader(Name = TokenHeader), Required] string? token)
    {
        var language = context.NegotiatedLanguage();
        StatusEndpoint.PrepareHeaders(context.Response, language);
        if (permits.Check(token) is not { } watched)
        {
            return StatusProblems.WatchTokenInvalid;
        }

        var (watcher, refusal) = watchers.Enter(watched.Lookup.ToString());
        if (watcher is null)
        {
            return refusal!;
        }

        using (watcher)
        {
            await stream.SendAsync(context, watcher, watched.Until, language);
        }

        return Results.Empty;
    }
}
