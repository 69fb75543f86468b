using Ausweisstatus.Access.Staff;
using Ausweisstatus.Citizen;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff</c>: sign in; then find a document. A code is posted, so that it stands in no address and no history.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class IndexModel(SearchDocuments search, AuthorityDirectory authorities, Links links) : StaffPage
{
    public string? Code { get; private set; }

    public string? Authority { get; private set; }

    public string? Order { get; private set; }

    /// <summary>The words for why nothing was found.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether somebody came back from the provider without being let in.</summary>
    public bool HasFailed => Request.Query.ContainsKey("failed");

    public bool MayRead => Caller is { } caller && (caller.SeesAllAuthorities || caller.Roles.Contains(StaffRole.Support));

    /// <summary>Those they may look for, with their names.</summary>
    public IEnumerable<(string Id, string Name)> Authorities =>
        authorities.Choices(Caller!.MayRead);

    public static string NameOf(StaffRole role) => role switch
    {
        StaffRole.Support => "staff.role.support",
        StaffRole.Hotline => "staff.role.hotline",
        _ => "staff.role.operator",
    };

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Caller is not { } caller || !MayRead)
        {
            return new LocalRedirectResult(links.To(StaffSignIn.FrontPage));
        }

        var form = await SafeForm.ReadAsync(Request, cancellation);
        (Code, Authority, Order) = (form["code"].FirstOrDefault(), form["authority"].FirstOrDefault(), form["order"].FirstOrDefault()?.Trim());
        var asked = Code is not null ? new DocumentSearch(Reference: Code) : new DocumentSearch(Authority, Order);
        if (asked.Check(Language.Current) is not null)
        {
            return Refuse(Code is not null ? "error.code.typo" : "staff.order.wrong", StatusCodes.Status400BadRequest);
        }

        return await search.FindAsync(caller, asked, null, cancellation) is { } document
            ? new LocalRedirectResult(links.To($"/staff/documents/{document.Id}"))
            : Refuse("staff.not-found", StatusCodes.Status404NotFound);
    }

    private PageResult Refuse(string problem, int status)
    {
        (Problem, Response.StatusCode) = (problem, status);
        return Page();
    }
}
