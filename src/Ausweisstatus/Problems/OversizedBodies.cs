using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ausweisstatus.Problems;

/// <summary>
/// A body that nobody is going to read is read away by the server after the answer, but only within the limit of its
/// size; beyond it the connection is cut, and a caller who still sends loses the answer. So the announced size is
/// looked at first, and the limit lifted once the answer stands (the server gives up reading away after five seconds).
/// An endpoint that takes more says so with <c>RequestSizeLimit</c> or <c>DisableRequestSizeLimit</c>.
/// </summary>
internal static class OversizedBodies
{
    /// <summary>Comes after routing: whether a body is too large depends on who is to read it.</summary>
    public static WebApplication UseBodyLimit(this WebApplication app)
    {
        app.Use(RefuseAsync);
        return app;
    }

    /// <summary>Comes first, so that it is done after every answer.</summary>
    public static async Task LiftLimitAfterwardsAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        LetPass(context);
    }

    /// <summary>
    /// Takes the server's own limit off a body that its endpoint limits itself, or that may be endless. To be called before anything is read;
    /// afterwards it can not be changed any more.
    /// </summary>
    public static void LetPass(HttpContext context)
    {
        if (LimitOf(context) is { } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }

    private static Task RefuseAsync(HttpContext context, RequestDelegate next) =>
        !HasLimitOfItsOwn(context) && context.Request.ContentLength > LimitOf(context)?.MaxRequestBodySize
            ? ProblemWriter.WriteAsync(context, Problem.TooLarge)
            : next(context);

    private static bool HasLimitOfItsOwn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null;

    private static IHttpMaxRequestBodySizeFeature? LimitOf(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit ? limit : null;
}
