using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Citizen;

/// <summary><c>/travel</c>: whether the document will be there before a journey. Nothing of it stands in the address.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class TravelModel : AskAgainModel
{
    public TravelFields Fields { get; private set; } = new();

    /// <summary>The key of what is wrong with the day.</summary>
    public string? Error { get; private set; }

    public TravelAnswer? Answer { get; private set; }

    public static bool IsOffered(StatusAnswer answer) => CheckTravel.IsOpen(answer.Stage);

    public async Task<IActionResult> OnPostAsync([FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        Form = await AskForm.ReadAsync(Request, cancellation);
        Fields = TravelFields.Of(await SafeForm.ReadAsync(Request, cancellation));
        if (Form.Check(now, out _, out _).Count > 0)
        {
            // Not from our form: that one holds what led to an answer.
            return OnGet();
        }

        Error = Fields.Check(now.DayInBerlin(), out var day);
        if (Error is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        switch (await AskAsync(services, cancellation))
        {
            case AskOutcome.Found found:
                Answer = services.GetRequiredService<CheckTravel>().Answer(found, day, Language.Current);
                return Page();
            case AskOutcome.TooMany tooMany:
                return ShowWait(tooMany.RetryAfter);
            default:
                return OnGet();
        }
    }
}
