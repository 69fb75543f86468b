using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Status;
using Ausweisstatus.Status.Watching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/status</c>: the answer, or what to do to get one.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class AnswerModel(AskStatus ask, TimeProvider clock) : PageModel
{
    public AskForm Form { get; private set; } = new();

    /// <summary>Null where the form itself has to be mended first.</summary>
    public AskOutcome? Outcome { get; private set; }

    /// <summary>How the page goes on listening; null where nothing can follow.</summary>
    public LiveAnswer? Live { get; private set; }

    public DateTimeOffset AskedAt { get; } = clock.GetUtcNow();

    internal IReadOnlyList<FieldError> Errors { get; private set; } = [];

    public IActionResult OnGet() => new LocalRedirectResult(HttpContext.RequestServices.GetRequiredService<Links>().To("/"));

    public async Task OnPostAsync()
    {
        var (services, cancellation) = (HttpContext.RequestServices, HttpContext.RequestAborted);
        Response.Headers.CacheControl = "no-store";
        Form = await AskForm.ReadAsync(Request, cancellation);
        Errors = Form.Check(AskedAt, out var reference, out var dateOfBirth);
        if (Errors.Count == 0)
        {
            Outcome = await AskAsync(reference, dateOfBirth, services.GetRequiredService<DeviceCookies>(), cancellation);
            Live = Outcome is AskOutcome.Found { Document: not null, Answer: var answer } found && !answer.Stage.IsFinal()
                ? new(services.GetRequiredService<WatchPermits>().Issue(found.Lookup), services.GetRequiredService<WatchedAnswers>().VersionOf(answer))
                : null;
        }

        Response.StatusCode = Outcome switch
        {
            AskOutcome.Found => StatusCodes.Status200OK,
            AskOutcome.NotFound => StatusCodes.Status404NotFound,
            AskOutcome.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status400BadRequest,
        };
    }

    private async Task<AskOutcome> AskAsync(Reference reference, DateOfBirth dateOfBirth, DeviceCookies cookies, CancellationToken cancellation)
    {
        var outcome = await ask.AskAsync(reference, dateOfBirth, cookies.AskerOf(HttpContext, reference), Language.Current, cancellation);
        if (outcome is AskOutcome.Found { Device: { } device })
        {
            cookies.Keep(HttpContext, reference, device);
        }
        else if (outcome is AskOutcome.TooMany tooMany)
        {
            Response.Headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(tooMany.RetryAfter.TotalSeconds)}");
        }

        return outcome;
    }
}

/// <summary>What a page needs to go on listening.</summary>
/// <param name="Watch">The token of the watch.</param>
/// <param name="Version">Of what the watch would tell now.</param>
internal sealed record LiveAnswer(string Watch, string Version);
