using Ausweisstatus.Languages;
using Ausweisstatus.Status;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Citizen;

/// <summary>
/// The question that led to an answer, asked once more by a button beside it. It is a question like any other: what it finds nobody is told
/// who does not know code and date of birth, and misses count.
/// </summary>
internal sealed class AskAgain(AskStatus ask, DeviceCookies cookies, TimeProvider clock)
{
    /// <returns>Null for a form that is not from our pages: those hold what led to an answer.</returns>
    public async Task<AskOutcome?> AskAsync(HttpContext context, AskForm form, CancellationToken cancellation)
    {
        if (form.Check(clock.GetUtcNow(), out var reference, out var dateOfBirth).Count > 0)
        {
            return null;
        }

        var asker = new Asker(context.Connection.RemoteIpAddress, cookies.Find(context.Request, reference));
        return await ask.AskAsync(reference, dateOfBirth, asker, Language.Current, cancellation);
    }
}
