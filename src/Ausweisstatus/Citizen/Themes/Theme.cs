using System.Security.Cryptography;
using System.Text;
using Ausweisstatus.Access;

namespace Ausweisstatus.Citizen.Themes;

/// <summary>The look of an authority: what its pages have beside the values of KERN. Without a theme there is nothing in it.</summary>
internal sealed class Theme
{
    /// <summary>Where its files are asked for.</summary>
    public const string Path = "/theme";

    public string? Name { get; init; }

    /// <summary>Its colours.</summary>
    public ThemePart? Styles { get; init; }

    public ThemePart? Logo { get; init; }

    /// <summary>The logo on a dark screen; without one the other stands there on white.</summary>
    public ThemePart? DarkLogo { get; init; }

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var part in new[] { Styles, Logo, DarkLogo }.OfType<ThemePart>())
        {
            app.MapGet(part.Path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = PageAssets.CacheFor(context, part.Version);
                return Results.Bytes(part.Content, part.ContentType);
            }).ForEveryone().ExcludeFromDescription();
        }
    }
}

/// <summary>A file that browsers get.</summary>
internal sealed record ThemePart(string Name, string ContentType, byte[] Content)
{
    public string Path => $"{Theme.Path}/{Name}";

    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Content))[..10];

    /// <summary>With its content's fingerprint: browsers may keep it for ever.</summary>
    public string Link => $"{Path}?v={Version}";

    public static ThemePart? Of(string name, string contentType, string text) => text.Length == 0 ? null : new(name, contentType, Encoding.UTF8.GetBytes(text));
}
