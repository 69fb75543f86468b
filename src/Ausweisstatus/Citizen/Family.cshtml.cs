using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/family</c>: several documents in one view. All of it happens in the browser; the server is asked as ever.</summary>
internal sealed class FamilyModel : PageModel
{
    public void OnGet()
    {
        Response.Headers.CacheControl = "no-cache";
        Response.Headers.Vary = "Accept-Language, Cookie";
    }
}
