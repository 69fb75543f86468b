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
        OnPrepareResponse = answer => answer.Context.Response.Headers.CacheControl = CacheFor(answer.Context, Versions[answer.File.Name]),
    });

    /// <summary>How long it may be kept: for ever under the address that names this version.</summary>
    public static string CacheFor(HttpContext context, string version) =>
        context.Request.Query["v"] == version ? "public, max-age=31536000, immutable" : "no-cache";

    public static string Text(string name)
    {
        using StreamReader reader = new(Files.GetFileInfo(name).CreateReadStream());
        return reader.ReadToEnd();
    }

    private static string VersionOf(IFileInfo file)
    {
        using var content = file.CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(content))[..10];
    }
}
