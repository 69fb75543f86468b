using Microsoft.AspNetCore.Http.Features;

namespace Ausweisstatus.Problems;

/// <summary>
/// A body that nobody is going to read is read away by the server after the answer, but only within the limit of its
/// size; beyond it the connection is cut, and a caller who still sends loses the answer. So the announced size is
/// looked at first, and the limit lifted once the answer stands (the server gives up reading away after five seconds).
/// An endpoint that takes more says so with <c>RequestSizeLimit</c> or <c>DisableRequestSizeLimit</c>.
/// </summary>
internal static class OversizedBodies
{
    public static async Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false } && context.Request.ContentLength > limit.MaxRequestBodySize)
            await ProblemWriter.WriteAsync(context, Problem.TooLarge);
        else
            await next(context);

        if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = null;
    }
}
