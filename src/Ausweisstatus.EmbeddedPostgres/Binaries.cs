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

    /// <param name="major">The version that the data were made by; null where there are none yet.</param>
    /// <exception cref="EmbeddedPostgresException">There is no version that can be used; the message says which to install.</exception>
    public static async Task<Binaries> FindOrInstallAsync(ServerHome home, int? major, Action<string> log, CancellationToken cancellation)
    {
        if (await FindAsync(home, major, cancellation) is { } found)
        {
            return found;
        }

        if (major is not null && await FindAsync(home, null, cancellation) is { } other)
        {
            throw new EmbeddedPostgresException(
                $"The data in {home.Data} were made by PostgreSQL {major}, but here is PostgreSQL {other.Major}. "
                + $"Install PostgreSQL {major} beside it, or move the data away to begin anew.");
        }

        return await Installation.RunAsync(home, major, log, cancellation);
    }

    /// <summary>Looks in PATH, then in the usual places, then where <see cref="Installation"/> puts what it fetches.</summary>
    /// <param name="major">The version that is wanted; null for any that is not too old.</param>
    public static async Task<Binaries?> FindAsync(ServerHome home, int? major, CancellationToken cancellation)
    {
        foreach (var directory in BinaryPlaces.All(home.Binaries))
        {
            if (await InAsync(directory, home.User, cancellation) is { } found && (found.Major == major || (major is null && found.Major >= Oldest)))
            {
                return found;
            }
        }

        return null;
    }

    private static async Task<Binaries?> InAsync(string directory, ServerUser user, CancellationToken cancellation)
    {
        var candidate = new Binaries(directory, 0);
        if (!File.Exists(candidate.Postgres) || !File.Exists(candidate.Initdb))
        {
            return null;
        }

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
