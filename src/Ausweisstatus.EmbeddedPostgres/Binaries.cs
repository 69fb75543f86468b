using System.Globalization;
using System.Text.RegularExpressions;

namespace Ausweisstatus.Embedded;

/// <summary>Programs of one PostgreSQL version that the server's account can run.</summary>
internal sealed partial record Binaries(string Directory, int Major)
{
    /// <summary>The oldest version that its makers still mended when Ausweisstatus began.</summary>
    private const int Oldest = 14;

    public string Postgres => Path.Combine(Directory, "postgres");

    public string Initdb => Path.Combine(Directory, "initdb");

    /// <summary>Looks in PATH, then in the usual places, then where <see cref="Installation"/> puts what it fetches.</summary>
    /// <param name="major">The version that the data were made by; null where there are none yet.</param>
    public static async Task<Binaries?> FindAsync(ServerHome home, int? major, CancellationToken cancellation)
    {
        foreach (var directory in BinaryPlaces.All(home.Binaries))
            if (await InAsync(directory, home.User, cancellation) is { } found && (found.Major == major || (major is null && found.Major >= Oldest)))
                return found;
        return null;
    }

    private static async Task<Binaries?> InAsync(string directory, ServerUser user, CancellationToken cancellation)
    {
        var candidate = new Binaries(directory, 0);
        if (!File.Exists(candidate.Postgres) || !File.Exists(candidate.Initdb)) return null;

        // Running them proves that the account may, and that their libraries are there.
        var server = await Command.RunAsync(user, [candidate.Postgres, "--version"], cancellation: cancellation);
        var maker = await Command.RunAsync(user, [candidate.Initdb, "--version"], cancellation: cancellation);
        var version = Version().Match(server.Output);
        return version.Success && maker.Succeeded
            ? candidate with { Major = int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) }
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
