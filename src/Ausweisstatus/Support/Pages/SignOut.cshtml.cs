using Ausweisstatus.Access.Staff;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/sign-out</c>: ends the session on every node, and at the provider.</summary>
[Microsoft.AspNetCore.Mvc.RequestSizeLimit(16 * 1024)]
internal sealed class SignOutModel : StaffPage
{
    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> OnPostAsync()
    {
        await StaffSignIn.SignOutAsync(HttpContext);
        return new Microsoft.AspNetCore.Mvc.EmptyResult();
    }
}
