using Ausweisstatus.Access.Staff;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Support.Pages;

/// <summary>A page for staff. What it shows stays in no cache. Which roles it is for stands in <see cref="SupportSetup"/>.</summary>
internal abstract class StaffPage : PageModel
{
    /// <summary>In the view's data: whether the page itself says where the focus is first. Otherwise it is its content.</summary>
    public const string Focuses = "focuses";

    /// <summary>Who signed in. Null only on pages that are also for who did not.</summary>
    public StaffCaller? Caller => HttpContext.StaffCallerOrNobody();

    /// <summary>A part of the address behind the question mark; null where it is not there. Nothing binds it by itself.</summary>
    protected string? Asked(string name) => Request.Query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Both words, or the framework's protection of forms logs for every page that it has put them there.
        Response.Headers.CacheControl = "no-cache, no-store";
    }
}
