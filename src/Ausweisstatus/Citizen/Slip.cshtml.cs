using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace Ausweisstatus.Citizen;

/// <summary><c>/slip/{token}</c>: the sheet of paper an applicant takes home.</summary>
public sealed class SlipModel(ISlip slip, PublicAddress address) : PageModel
{
    public SlipContent Printed { get; private set; } = null!;

    /// <summary>Where the citizen goes, without the scheme: people type it. Null where the operator has not said it.</summary>
    public string? Address { get; private set; }

    /// <summary>The QR code, as SVG; null without an address.</summary>
    public string? Picture { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (await slip.FindAsync(token, cancellation) is not { } content)
        {
            return NotFound();
        }

        Printed = content;
        if (address.Find() is { } site)
        {
            Address = (site.Authority + site.AbsolutePath).TrimEnd('/');
            Picture = Draw(site, content);
        }

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
