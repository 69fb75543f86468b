using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ausweisstatus.Drills.Ground;

/// <summary><c>ausweis run</c>, in Production unless its settings say otherwise: a process of its own, on a port of its own, with what it logs.</summary>
internal sealed class Node : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Node(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = null!;

    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Of the process, in MB.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (1024 * 1024);
        }
    }

    public static async Task<Node> StartAsync(
        string connectionString, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation, string role = "all")
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "run", "--role", role, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ConnectionStrings__Ausweisstatus"] = connectionString;
        // Two thousand requests a second would be two thousand lines; that it listens is one that is needed.
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var node = new Node(Process.Start(start)!);
        try
        {
            await Task.WhenAny(node.listening.Task, node.process.WaitForExitAsync(cancellation)).WaitAsync(Patience, cancellation);
            if (!node.listening.Task.IsCompleted)
            {
                throw new DrillFailedException($"A node did not start: {node.Log}");
            }

            node.Address = await node.listening.Task;
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (log)
        {
            log.AppendLine(CultureInfo.InvariantCulture, $"{line}");
        }

        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }
    }
}
