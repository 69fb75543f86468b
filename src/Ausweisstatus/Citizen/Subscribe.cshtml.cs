using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Throttling;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/subscribe</c>: says that a mail is on its way, or what is wrong with the address.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class SubscribeModel : PageModel
{
    public AskForm Form { get; private set; } = new();

    public bool IsWrong { get; private set; }

    /// <summary>For who tried too many codes.</summary>
    public TimeSpan? Wait { get; private set; }

    public IActionResult OnGet() => new LocalRedirectResult(HttpContext.RequestServices.GetRequiredService<Links>().To("/"));

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
            return new LocalRedirectResult(services.GetRequiredService<Links>().To("/"));
        }

        if (MailAddress.Read(Form.Address) is not { } address)
        {
            IsWrong = true;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var asker = new Asker(HttpContext.Connection.RemoteIpAddress, services.GetRequiredService<DeviceCookies>().Find(Request, reference));
        if (await subscribe.ExecuteAsync(reference, dateOfBirth, asker, MailChannel.RecipientOf(address), Language.Current, cancellation) is { } tooMany)
        {
            Wait = tooMany.RetryAfter;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }

        return Page();
    }
}
