using Ausweisstatus.Problems;
using Ausweisstatus.Throttling;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace Ausweisstatus.Citizen;

/// <summary><c>/slip/{token}</c>: the sheet of paper an applicant takes home.</summary>
internal sealed class SlipModel : PageModel
{
    /// <summary>How long to wait, for who tried too many addresses that lead to no slip; then nothing else is here.</summary>
    public TimeSpan? Wait { get; private set; }

    public SlipContent Printed { get; private set; } = null!;

    /// <summary>Where the citizen goes, without the scheme: people type it. Null where the operator has not said it.</summary>
    public string? Address { get; private set; }

    /// <summary>The QR code, as SVG; null without an address.</summary>
    public string? Picture { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string token, [FromServices] IServiceProvider services, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        using var attempt = await services.GetRequiredService<LookupThrottle>().BeginAsync(HttpContext.Connection.RemoteIpAddress, cancellation);
        if (attempt.Refusal is { } refusal)
        {
            return Refuse(refusal);
        }

        if (await services.GetRequiredService<FindSlip>().FindAsync(token, cancellation) is not { } content)
        {
            attempt.CountAsMiss();
            return NotFound();
        }

        Printed = content;
        if (services.GetRequiredService<PublicAddress>().Find() is { } site)
        {
            Address = (site.Authority + site.AbsolutePath).TrimEnd('/');
            Picture = Draw(site, content);
        }

        return Page();
    }

    private IActionResult Refuse(Problem refusal)
    {
        foreach (var (name, value) in refusal.Headers)
        {
            Response.Headers[name] = value;
        }

        if (!Request.WantsPage())
        {
            return StatusCode(refusal.Status);
        }

        Response.StatusCode = refusal.Status;
        Wait = refusal.Wait;
        return Page();
    }

    // The code stands behind the #: browsers keep that part to themselves, so it reaches no server and no log.
    private static string Draw(Uri site, SlipContent content)
    {
        using var data = QRCodeGenerator.GenerateQrCode($"{site.AbsoluteUri}#{content.Reference}", QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(1, "#000", "#fff", drawQuietZones: false, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
