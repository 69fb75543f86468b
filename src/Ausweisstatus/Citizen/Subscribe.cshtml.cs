using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Subscriptions;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Citizen;

/// <summary><c>/subscribe</c>: says that a mail is on its way, or what is wrong with the address.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class SubscribeModel : AskAgainModel
{
    public bool IsWrong { get; private set; }

    public async Task<IActionResult> OnPostAsync([FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        var subscribe = services.GetRequiredService<Subscribe>();
        if (!services.GetRequiredService<MailChannel>().IsOffered)
        {
            return NotFound();
        }

        Form = await AskForm.ReadAsync(Request, cancellation);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (Form.Check(now, out var reference, out var dateOfBirth).Count > 0)
        {
            // Not from our form: that one holds what led to an answer.
            return OnGet();
        }

        if (MailAddress.Read(Form.Address) is not { } address)
        {
            IsWrong = true;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var asker = services.GetRequiredService<DeviceCookies>().AskerOf(HttpContext, reference);
        if (await subscribe.ExecuteAsync(reference, dateOfBirth, asker, MailChannel.RecipientOf(address), Language.Current, cancellation) is { } tooMany)
        {
            return ShowWait(tooMany.RetryAfter);
        }

        return Page();
    }
}
