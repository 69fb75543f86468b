using System.Text;
using Ausweisstatus.Citizen.Calendars;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Citizen;

/// <summary><c>/calendar/last-day</c> and <c>/calendar/hours</c>: a file for the citizen's calendar. The code comes in a form and is in no address.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class CalendarModel : AskAgainModel
{
    private const string LastDay = "last-day";
    private const string Hours = "hours";

    public async Task<IActionResult> OnPostAsync(string what, [FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        if (what is not (LastDay or Hours))
        {
            return NotFound();
        }

        Form = await AskForm.ReadAsync(Request, cancellation);
        switch (await AskAsync(services, cancellation))
        {
            case null:
                return OnGet();
            case AskOutcome.Found { Document: { } document, Answer: { NextStep.Code: NextStepCode.Collect } answer } found:
                var authority = services.GetRequiredService<AuthorityDirectory>().Find(document.Authority);
                var calendar = new CollectCalendar(
                    answer, found.Lookup, authority?.FindOffice(document.Status.Location), authority?.State, Language.Current, services.GetRequiredService<TimeProvider>().GetUtcNow());
                return (what == LastDay ? calendar.LastDay() : calendar.Hours()) is { } file
                    ? File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8", $"{what}.ics")
                    : NotFound();
            case AskOutcome.TooMany tooMany:
                return ShowWait(tooMany.RetryAfter);
            default:
                return ShowNotFound();
        }
    }
}
