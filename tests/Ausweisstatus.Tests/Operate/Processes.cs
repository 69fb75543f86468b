using System.Diagnostics;
using System.Globalization;
using System.Text;
using Shouldly;

namespace Ausweisstatus.Tests.Operate;

/// <summary>What runs on this machine, as the kernel tells it.</summary>
internal static class Processes
{
    /// <summary>
    /// Every process whose command line names a directory, or the place that its link to the server leads to: the server, and the shell that
    /// watches over it.
    /// </summary>
    public static List<int> Naming(string directory) => Naming([directory, .. Linked(Path.Combine(directory, "postgres"))]);

    public static int PostmasterIn(string directory) =>
        int.Parse(File.ReadLines(Path.Combine(directory, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>The shell is the postmaster's parent.</summary>
    public static int SupervisorIn(string directory)
    {
        var fields = File.ReadAllText($"/proc/{PostmasterIn(directory)}/stat").Split(") ")[^1].Split(' ');
        return int.Parse(fields[1], CultureInfo.InvariantCulture);
    }

    public static void Signal(string name, int process)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    private static IEnumerable<string> Linked(string path) => new DirectoryInfo(path).LinkTarget is { } target ? [target] : [];

    private static List<int> Naming(string[] directories) =>
        [.. Directory.GetDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _))
            .Where(path => CommandLineOf(path) is var line && directories.Any(directory => line.Contains(directory, StringComparison.Ordinal)))
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];

    private static string CommandLineOf(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(path, "cmdline")));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
