using Ausweisstatus.Languages;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary>
/// A page behind a button beside an answer. The question that led to the answer comes with it and is asked once more, like any other: what it finds
/// nobody is told who does not know code and date of birth, and misses count.
/// </summary>
internal abstract class AskAgainModel : PageModel
{
    public AskForm Form { get; protected set; } = new();

    /// <summary>For who tried too many codes.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>To the question, for who comes without one: the form beside an answer holds what led to it.</summary>
    public IActionResult OnGet() => new LocalRedirectResult(HttpContext.RequestServices.GetRequiredService<Links>().To("/"));

    /// <summary>Asks what stands in <see cref="Form"/>.</summary>
    /// <returns>Null for a form that is not from our pages.</returns>
    protected async Task<AskOutcome?> AskAsync(IServiceProvider services, CancellationToken cancellation) =>
        Form.Check(services.GetRequiredService<TimeProvider>().GetUtcNow(), out var reference, out var dateOfBirth).Count > 0
            ? null
            : await services.GetRequiredService<AskStatus>().AskAsync(
                reference, dateOfBirth, services.GetRequiredService<DeviceCookies>().AskerOf(HttpContext, reference), Language.Current, cancellation);

    protected IActionResult ShowWait(TimeSpan wait)
    {
        (Wait, Response.StatusCode) = (wait, StatusCodes.Status429TooManyRequests);
        return Page();
    }

    protected IActionResult ShowNotFound()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
