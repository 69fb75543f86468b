using System.Diagnostics;
using Ausweisstatus.Embedded;
using Shouldly;

namespace Ausweisstatus.Tests.Operate;

/// <summary><c>ausweis run</c> as a process of its own, which can be killed.</summary>
internal sealed class OwnerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task<string> error;

    private OwnerProcess(Process process)
    {
        this.process = process;
        // A full pipe would hold it up.
        _ = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int ExitCode => process.ExitCode;

    public static OwnerProcess Start(
        string directory, string environment = "Development", string urls = "http://127.0.0.1:0", string? connectionString = null,
        string? dotnetEnvironment = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "run", "--data", directory, "--urls", urls])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = dotnetEnvironment;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__Ausweisstatus"] = connectionString;
        return new OwnerProcess(Process.Start(start).ShouldNotBeNull());
    }

    /// <summary>Waits until its database answers, and fails early where the process ends instead.</summary>
    public async Task<RunningPostgres> ReadyAsync(string directory)
    {
        RunningPostgres? running = null;
        await Eventually.TrueAsync(
            async () => process.HasExited || (running = await RunningPostgres.FindAsync(directory)) is not null, Patience);
        return running ?? throw new InvalidOperationException(await ErrorAsync());
    }

    public void Interrupt() => Signal("INT");

    public void Kill() => Signal("KILL");

    public Task EndAsync() => process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);

    /// <summary>Ends only when nobody holds its standard error any more.</summary>
    public Task<string> ErrorAsync() => error;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Signal(string name) => Processes.Signal(name, process.Id);
}
