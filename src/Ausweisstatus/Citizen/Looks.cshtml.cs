using Ausweisstatus.Status;
using Ausweisstatus.Status.Looks;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Citizen;

/// <summary><c>/looks</c>: how often staff looked at the document, and on which days.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class LooksModel : AskAgainModel
{
    /// <summary>Null where no document was found.</summary>
    public IReadOnlyList<LooksOfADay>? Days { get; private set; }

    public async Task<IActionResult> OnPostAsync([FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        Form = await AskForm.ReadAsync(Request, cancellation);
        switch (await AskAsync(services, cancellation))
        {
            case null:
                return OnGet();
            case AskOutcome.Found { Document: { } document }:
                Days = await services.GetRequiredService<CountLooks>().CountAsync(document.Id, cancellation);
                return Page();
            case AskOutcome.TooMany tooMany:
                return ShowWait(tooMany.RetryAfter);
            default:
                return ShowNotFound();
        }
    }
}
