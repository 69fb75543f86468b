using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Ausweisstatus.Citizen;

/// <summary>Style sheets, script and icon. They are part of the program file: there is no folder to lose and none to serve by accident.</summary>
internal static class PageAssets
{
    private static readonly EmbeddedFileProvider Files = new(typeof(PageAssets).Assembly, $"{typeof(PageAssets).Namespace}.Assets");
    private static readonly Dictionary<string, string> Versions = Files.GetDirectoryContents("").ToDictionary(file => file.Name, VersionOf);

    /// <summary>The address of an asset, with its content's fingerprint: browsers may keep it for ever.</summary>
    public static string Link(string name) => $"/{name}?v={Versions[name]}";

    public static void UsePageAssets(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = Files,
        OnPrepareResponse = answer => answer.Context.Response.Headers.CacheControl =
            answer.Context.Request.Query["v"] == Versions[answer.File.Name] ? "public, max-age=31536000, immutable" : "no-cache",
    });

    private static string VersionOf(IFileInfo file)
    {
        using var content = file.CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(content))[..10];
    }
}
