namespace Ausweisstatus.Embedded;

/// <summary>PostgreSQL's own log: a small file, because it is told to write little.</summary>
internal static class ServerLog
{
    private const long Much = 16 * 1024 * 1024;

    /// <summary>Puts a long log aside, in place of the one that was put aside before.</summary>
    public static void PutAside(string log)
    {
        if (Length(log) > Much)
        {
            File.Move(log, log + ".old", overwrite: true);
        }
    }

    public static long Length(string log) => File.Exists(log) ? new FileInfo(log).Length : 0;

    public static string Since(string log, long position)
    {
        if (!File.Exists(log))
        {
            return "";
        }

        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = position;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    public static string LastLine(string words)
    {
        var lines = words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing";
    }
}
