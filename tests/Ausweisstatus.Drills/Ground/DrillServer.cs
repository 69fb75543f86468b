using System.Diagnostics;
using System.Globalization;
using Ausweisstatus.Embedded;

namespace Ausweisstatus.Drills.Ground;

/// <summary>A PostgreSQL that may be stopped and killed, in a temporary directory. Linux only: processes are found in <c>/proc</c>.</summary>
internal sealed class DrillServer : IAsyncDisposable
{
    // ServerRestarter gives up where it is killed more often than twelve times a minute.
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(6);

    private readonly string directory;
    private long killedAt;

    private DrillServer(string directory, EmbeddedPostgres postgres) => (this.directory, Postgres) = (directory, postgres);

    public EmbeddedPostgres Postgres { get; }

    public static async Task<DrillServer> StartAsync(CancellationToken cancellation)
    {
        // The server's own account has to be able to step into it.
        var directory = Path.Combine(Path.GetTempPath(), $"ausweisstatus-drill-{Guid.NewGuid():n}");
        Directory.CreateDirectory(directory);
        var options = new EmbeddedPostgresOptions { Directory = directory, Purpose = "drills", Log = _ => { } };
        return new DrillServer(directory, await EmbeddedPostgres.StartAsync(options, cancellation));
    }

    /// <summary>Kills the postmaster; it is started again by its owner.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        if (killedAt != 0 && BetweenKills - Stopwatch.GetElapsedTime(killedAt) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, cancellation);
        }

        killedAt = Stopwatch.GetTimestamp();
        await SignalAsync("KILL", [Postmaster]);
    }

    /// <summary>Nothing of it moves any more, but all connections stay open.</summary>
    public async Task PauseAsync()
    {
        // The postmaster first: it must not make further processes.
        await SignalAsync("STOP", [Postmaster]);
        await SignalAsync("STOP", Children);
    }

    public async Task ResumeAsync() => await SignalAsync("CONT", [.. Children, Postmaster]);

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private int Postmaster => int.Parse(
        File.ReadLines(Path.Combine(directory, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private IReadOnlyList<int> Children =>
    [
        .. from path in Directory.GetDirectories("/proc")
           let isProcess = int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _)
           where isProcess && ParentOf(path) == Postmaster
           select int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture),
    ];

    private static int ParentOf(string process)
    {
        try
        {
            // The name stands before, in brackets, and may hold anything.
            return int.Parse(File.ReadAllText(Path.Combine(process, "stat")).Split(") ")[^1].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended since.
            return 0;
        }
    }

    private static async Task SignalAsync(string name, IReadOnlyList<int> processes)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/kill", [$"-{name}", .. processes.Select(process => $"{process}")]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }
}
