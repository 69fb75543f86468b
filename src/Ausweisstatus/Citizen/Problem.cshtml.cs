using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary>
/// <c>/error</c>: what people read where there is no page, or where we failed. Reached by re-execution, with whatever method the request
/// had, and never by a link.
/// </summary>
internal sealed class ProblemModel : PageModel
{
    /// <summary>The texts to show: <c>missing</c>, <c>refused</c> or <c>failed</c>.</summary>
    public string Kind { get; private set; } = "missing";

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var status = StatusOfTheRequest();
        Response.StatusCode = status;
        Response.Headers.CacheControl = "no-store";
        Kind = status switch
        {
            StatusCodes.Status404NotFound => "missing",
            >= 500 => "failed",
            _ => "refused",
        };
    }

    // Asked for directly, this address is as missing as any other.
    private int StatusOfTheRequest() =>
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalStatusCode ?? StatusCodes.Status404NotFound;
}
