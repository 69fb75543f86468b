using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Languages;
using Ausweisstatus.Support.Refusals;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/refusals/{client}/{problem}</c>: the refused facts of one sender with one problem, oldest first, and a form for each to send it again.</summary>
internal sealed class RefusalGroupModel(ListRefusals refusals, AuditLog audit) : StaffPage
{
    private const int OnAPage = 25;

    public string Sender { get; private set; } = "";

    public string ProblemSlug { get; private set; } = "";

    public string? Authority { get; private set; }

    public IReadOnlyList<RefusalAnswer> Refusals { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>What they said in this session when they sent something again; it often holds for the next one, too.</summary>
    public string? LastReason { get; private set; }

    public bool MayResubmit => Caller!.Roles.Contains(StaffRole.Support) || Caller.Roles.Contains(StaffRole.Operator);

    public async Task<IActionResult> OnGetAsync(string client, string problem, CancellationToken cancellation)
    {
        (Sender, ProblemSlug) = (client, problem);
        Authority = Asked("authority");
        var (filter, wrong) = ListRefusals.TryParse(client, problem, Authority, null, null);
        ListPlace place = default;
        if (wrong is not null || (Asked("after") is { } after && !ListPlace.TryParse(after, ListOrder.Since, out place)))
        {
            return NotFound();
        }

        (Refusals, Next) = await refusals.ListAsync(filter!, Caller!, place == default ? null : place, OnAPage, cancellation);
        LastReason = MayResubmit ? (await audit.FindReasonAsync(Caller!.Session!.Value, AuditAction.Resubmit, cancellation))?.ToString() : null;
        return Page();
    }

    /// <summary>Whether the document it is about may be theirs to open; operators open none.</summary>
    public bool MayOpen(RefusalAnswer refusal) => AuthorityId.TryParse(refusal.Authority, null, out var authority) && Caller!.MayRead(authority);

    /// <summary>What it would have told, in words where the catalogue has them.</summary>
    public static string? NameOf(RefusalAnswer refusal) =>
        FactType.Find(refusal.Type) is { } type ? Language.Current[$"fact.{type.Name}"] : refusal.Type;

    /// <summary>The address of this page.</summary>
    public static string AddressOf(string client, string problem, string? authority) =>
        $"/staff/refusals/{client}/{problem}?lang={Language.Current.Code}" + (authority is null ? "" : $"&authority={Uri.EscapeDataString(authority)}");

    public string AddressAfter(string place) => $"{AddressOf(Sender, ProblemSlug, Authority)}&after={place}";
}
