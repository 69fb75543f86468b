namespace Ausweisstatus.Embedded;

/// <summary>Brings PostgreSQL onto a machine that has none.</summary>
internal static class Installation
{
    /// <summary>The distribution's package first; where that cannot be, the same programs as an npm package.</summary>
    public static async Task<Binaries> RunAsync(ServerHome home, int? major, Action<string> log, CancellationToken cancellation)
    {
        List<string> failures = [];
        if (PackageInstallation.Here() is { } package)
        {
            log($"PostgreSQL is not installed here; installing the distribution's package with {package.Tool} …");
            await TryAsync(() => package.RunAsync(cancellation), failures);
            if (await Binaries.FindAsync(home, major, cancellation) is { } packaged)
            {
                return packaged;
            }
        }

        if (NpmInstallation.IsPossible && (major ?? NpmInstallation.Major) == NpmInstallation.Major)
        {
            log($"PostgreSQL is not installed here; installing its programs with npm into {home.Binaries} …");
            await TryAsync(() => NpmInstallation.RunAsync(home.Binaries, cancellation), failures);
            if (await Binaries.FindAsync(home, major, cancellation) is { } fetched)
            {
                return fetched;
            }
        }

        throw new EmbeddedPostgresException(string.Join(' ', [Advice(home, major), .. failures]));
    }

    private static string Advice(ServerHome home, int? major) => major is null
        ? "No PostgreSQL was found here and none could be installed. Install it (Debian, Ubuntu: apt-get install postgresql; "
            + "Fedora: dnf install postgresql-server; Alpine: apk add postgresql; macOS: brew install postgresql), or install npm, and start again."
        : $"The data in {home.Data} were made by PostgreSQL {major}, which is not installed here. "
            + $"Install PostgreSQL {major}, or move the data away to begin anew.";

    private static async Task TryAsync(Func<Task<Command>> install, List<string> failures)
    {
        var command = await install();
        if (!command.Succeeded)
        {
            failures.Add(command.LastWords);
        }
    }
}
