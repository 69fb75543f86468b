using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Start;

/// <summary>From the start of a process to its first answer, in milliseconds; the process ends afterwards.</summary>
/// <param name="description">For the table.</param>
/// <param name="program">The assembly to run.</param>
/// <param name="arguments">Given the address to listen at.</param>
/// <param name="environment">What it is configured with.</param>
/// <param name="path">Where to ask.</param>
/// <param name="question">What to ask there; answered with 200 or nothing is measured.</param>
internal sealed class ColdStart(
    string description, string program, Func<string, string[]> arguments, IReadOnlyDictionary<string, string> environment, string path, byte[] question) : IContender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(2);

    private readonly List<double> memory = [];

    public string Description => description;

    /// <summary>Right after the answer, in MB, the median of all rounds; null where the kernel does not tell.</summary>
    public double? Memory => memory.Count > 0 ? Median.Of(memory) : null;

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [program, .. arguments(address)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var sender = new Sender(new Uri(address + path), "application/json", 1);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            _ = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaints = process.StandardError.ReadToEndAsync(cancellation);
            while (true)
            {
                if (await AnswersAsync(sender, cancellation))
                {
                    break;
                }

                if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                {
                    throw new BenchmarkFailedException($"{Path.GetFileName(program)} does not start: {(process.HasExited ? (await complaints).Trim() : "no answer")}");
                }

                await Task.Delay(AskEvery, cancellation);
            }

            var elapsed = Stopwatch.GetElapsedTime(began);
            if (ProcessMemory.Now(process) is { } now)
            {
                memory.Add(now);
            }

            return new Sample(elapsed.TotalMilliseconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<bool> AnswersAsync(Sender sender, CancellationToken cancellation)
    {
        try
        {
            await sender.PostAsync(question, HttpStatusCode.OK, cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            // Nobody listens there yet.
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
