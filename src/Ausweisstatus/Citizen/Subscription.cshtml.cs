using Ausweisstatus.Domain;
using Ausweisstatus.Notify.Subscriptions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary>What a subscription is when its page is shown.</summary>
internal enum SubscriptionState
{
    /// <summary>Waits to be confirmed.</summary>
    Asked,

    /// <summary>Was confirmed just now.</summary>
    Confirmed,

    /// <summary>Was confirmed before.</summary>
    Running,

    /// <summary>There is none (any more).</summary>
    Over,
}

/// <summary>
/// <c>/subscription/{token}</c>: where the links in the mails lead. Opening it changes nothing, since programs that look for danger in mails open
/// every link. The same address takes the one-click request of a mailbox (RFC 8058).
/// </summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class SubscriptionModel(SubscriptionTokens tokens, Confirmation confirmation) : PageModel
{
    public SubscriptionState State { get; private set; }

    public string TitleKey => State switch
    {
        SubscriptionState.Asked => "subscription.asked.title",
        SubscriptionState.Confirmed => "subscription.confirmed.title",
        SubscriptionState.Running => "subscription.running.title",
        _ => "subscription.over.title",
    };

    public string TextKey => State switch
    {
        SubscriptionState.Asked => "subscription.asked.text",
        SubscriptionState.Confirmed => "subscription.confirmed.text",
        SubscriptionState.Running => "subscription.running.text",
        _ => "subscription.over.text",
    };

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellation)
    {
        Prepare();
        if (!tokens.TryRead(token, out var subscription))
        {
            return NotFound();
        }

        State = await StateAsync(subscription, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellation)
    {
        Prepare();
        if (!tokens.TryRead(token, out var subscription))
        {
            return NotFound();
        }

        var form = await SafeForm.ReadAsync(Request, cancellation);
        if (form["do"] == "end" || form["List-Unsubscribe"] == "One-Click")
        {
            await confirmation.EndAsync(subscription);
            State = SubscriptionState.Over;
            return Page();
        }

        if (form["do"] == "confirm")
        {
            await confirmation.ConfirmAsync(subscription, cancellation);
        }

        State = await StateAsync(subscription, cancellation);
        State = State == SubscriptionState.Running && form["do"] == "confirm" ? SubscriptionState.Confirmed : State;
        return Page();
    }

    private async Task<SubscriptionState> StateAsync(Guid subscription, CancellationToken cancellation) =>
        await confirmation.FindAsync(subscription, cancellation) switch
        {
            null => SubscriptionState.Over,
            false => SubscriptionState.Asked,
            true => SubscriptionState.Running,
        };

    private void Prepare()
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
    }
}
