using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.IntakeSingle;

/// <summary>PostgreSQL's own tool, 64 clients over the same connection as everybody else.</summary>
internal sealed partial class Pgbench(string program, string connectionString) : SingleInserts.ILimit
{
    private readonly string script = Path.Combine(Path.GetTempPath(), $"ausweisstatus-bench-{Guid.NewGuid():n}.sql");

    public string Description => "pgbench, prepared insert of one row, 64 clients";

    /// <param name="beside">Where the server's programs are.</param>
    public static string? Find(string? beside) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Prepend(beside ?? "")
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.Combine(directory, "pgbench"))
            .FirstOrDefault(File.Exists);

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(script, SingleInserts.Insert.ReplaceLineEndings(" ") + ";\n", cancellation);
        using var process = Process.Start(Start(duration)) ?? throw new BenchmarkFailedException($"{program} does not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 && PerSecond().Match(await output) is { Success: true } found
                ? new Sample(double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture))
                : throw new BenchmarkFailedException($"pgbench failed: {(await error).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(script);
        return ValueTask.CompletedTask;
    }

    private ProcessStartInfo Start(TimeSpan duration)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var seconds = Math.Max(1, (int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(program,
        [
            "-n", "-M", "prepared", "-c", $"{IntakeSingleBenchmark.AtOnce}", "-j", "2", "-T", seconds, "-f", script,
            "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = to.Password;
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    // Without the time it took to connect; a line a version of the tool.
    [GeneratedRegex(@"^tps = ([\d.]+) \((?:without initial|excluding)", RegexOptions.Multiline)]
    private static partial Regex PerSecond();
}
