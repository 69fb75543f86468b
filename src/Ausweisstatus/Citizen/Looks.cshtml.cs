using Ausweisstatus.Status;
using Ausweisstatus.Status.Looks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/looks</c>: how often staff looked at the document, and on which days.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class LooksModel : PageModel
{
    public AskForm Form { get; private set; } = new();

    /// <summary>Null where no document was found.</summary>
    public IReadOnlyList<LooksOfADay>? Days { get; private set; }

    /// <summary>For who tried too many codes.</summary>
    public TimeSpan? Wait { get; private set; }

    public IActionResult OnGet() => new LocalRedirectResult(HttpContext.RequestServices.GetRequiredService<Links>().To("/"));

    public async Task<IActionResult> OnPostAsync([FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        Form = await AskForm.ReadAsync(Request, cancellation);
        switch (await services.GetRequiredService<AskAgain>().AskAsync(HttpContext, Form, cancellation))
        {
            case null:
                return new LocalRedirectResult(services.GetRequiredService<Links>().To("/"));
            case AskOutcome.Found { Document: { } document }:
                Days = await services.GetRequiredService<CountLooks>().CountAsync(document.Id, cancellation);
                break;
            case AskOutcome.TooMany tooMany:
                Wait = tooMany.RetryAfter;
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                break;
            default:
                Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }

        return Page();
    }
}
