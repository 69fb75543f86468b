namespace Ausweisstatus.Tests.Docs;

/// <summary>The documentation as files.</summary>
internal static class Pages
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> All =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md"));

    public static string[] Lines(string page) => File.ReadAllLines(Path.Combine(Root, page));

    /// <summary>The rows of the table below a heading, without its header, each cell trimmed.</summary>
    public static List<string[]> Table(string page, string heading) =>
    [
        .. Lines(page)
            .SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#'))
            .Skip(1)
            .SkipWhile(line => !line.StartsWith('|') && !line.StartsWith('#'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ausweisstatus.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not lie below Ausweisstatus.sln.");
        }

        return directory.FullName;
    }
}
