using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Citizen;

/// <summary>
/// The tokens by which a browser is known again, one cookie for each code that it got an answer for. The name of the cookie is a keyed
/// hash of the code and does not tell it.
/// </summary>
internal sealed class DeviceCookies(ThrottlePlaces places)
{
    public const string Prefix = "device-";

    // A family; a further one takes the place of the oldest, which browsers send first.
    private const int AtMost = 4;

    /// <summary>Who asks for this code: from where, and with the token for it, if there is one.</summary>
    public Asker AskerOf(HttpContext context, Reference code) => new(context.Connection.RemoteIpAddress, context.Request.Cookies[NameOf(code)]);

    public void Keep(HttpContext context, Reference code, string token)
    {
        var name = NameOf(code);
        var options = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
        };
        var others = context.Request.Cookies.Keys.Where(other => other.StartsWith(Prefix, StringComparison.Ordinal) && other != name);
        // Who sends hundreds of them made them up, and shall not be answered with as many.
        foreach (var tooMany in others.SkipLast(AtMost - 1).Take(AtMost).ToList())
        {
            context.Response.Cookies.Delete(tooMany, options);
        }

        options.MaxAge = KnownDevices.Lifetime;
        context.Response.Cookies.Append(name, token, options);
    }

    private string NameOf(Reference code) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{(uint)places.Of(code):x8}");
}
