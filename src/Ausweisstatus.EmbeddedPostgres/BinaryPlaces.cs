namespace Ausweisstatus.Embedded;

/// <summary>Where PostgreSQL's programs may be, in the order of preference.</summary>
internal static class BinaryPlaces
{
    /// <summary>A directory with versions in it: its pattern, and where the programs are below each version.</summary>
    private static readonly (string Parent, string Versions, string Programs)[] Distributions =
    [
        ("/usr/lib/postgresql", "*", "bin"),
        ("/usr", "pgsql-*", "bin"),
        ("/usr/libexec", "postgresql*", ""),
        ("/opt/homebrew/opt", "postgresql*", "bin"),
        ("/usr/local/opt", "postgresql*", "bin"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql*", "bin"),
    ];

    public static IEnumerable<string> All(string installed) =>
        [.. InPath("postgres"), .. Distributions.SelectMany(Newest), NpmInstallation.ProgramsIn(installed)];

    /// <summary>Directories of PATH that hold a program; a link is followed to where its siblings are.</summary>
    public static IEnumerable<string> InPath(string program) =>
        from directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        let file = new FileInfo(Path.Combine(directory, program))
        where file.Exists
        select Path.GetDirectoryName(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName) ?? directory;

    private static IEnumerable<string> Newest((string Parent, string Versions, string Programs) place) =>
        Directory.Exists(place.Parent)
            ? Directory.GetDirectories(place.Parent, place.Versions)
                .OrderByDescending(path => NumberIn(Path.GetFileName(path)))
                .Select(path => Path.Combine(path, place.Programs))
            : [];

    private static int NumberIn(string name) =>
        int.TryParse(name.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz-@"), out var number) ? number : 0;
}
