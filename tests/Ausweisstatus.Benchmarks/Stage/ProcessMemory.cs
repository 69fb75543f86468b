using System.Diagnostics;
using System.Globalization;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>The memory of a process, as the kernel tells it, in MB; null where there is no such kernel, or no such process any more.</summary>
internal static class ProcessMemory
{
    /// <summary>In use now.</summary>
    public static double? Now(Process process) => Read(process, "VmRSS:");

    /// <summary>The most there ever was.</summary>
    public static double? Peak(Process process) => Read(process, "VmHWM:");

    private static double? Read(Process process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? null : double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
