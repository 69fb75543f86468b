using Ausweisstatus.Access.Staff;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/sign-out</c>: ends the session on every node, and at the provider.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class SignOutModel : StaffPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await StaffSignIn.SignOutAsync(HttpContext);
        return new EmptyResult();
    }
}
