using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ausweisstatus.Embedded;

/// <summary>A postmaster that outlived its supervisor. Whoever holds the directory's lock may stop it.</summary>
internal static class StalePostmaster
{
    public static async Task StopAsync(ServerHome home, Action<string> log, CancellationToken cancellation)
    {
        var pidFile = Path.Combine(home.Data, "postmaster.pid");
        if (PostmasterIn(pidFile) is not { } postmaster)
        {
            return;
        }

        if (!Serves(home.Data, postmaster))
        {
            // PostgreSQL would refuse to start where an unrelated process has been given the old number.
            File.Delete(pidFile);
            return;
        }

        log($"Stopping a PostgreSQL (process {postmaster}) that was left running in {home.Data} …");
        Signals.Interrupt(postmaster);
        if (await EndsAsync(home.Data, postmaster, TimeSpan.FromSeconds(30), cancellation))
        {
            return;
        }

        Signals.Quit(postmaster);
        if (await EndsAsync(home.Data, postmaster, TimeSpan.FromSeconds(30), cancellation))
        {
            return;
        }

        throw new EmbeddedPostgresException($"A PostgreSQL (process {postmaster}) still runs in {home.Data} and does not stop.");
    }

    private static int? PostmasterIn(string pidFile) =>
        File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    // A dead process that nobody has waited for keeps its number, but no command line.
    private static bool Serves(string data, int process)
    {
        if (!Signals.IsAlive(process))
        {
            return false;
        }

        try
        {
            return Directory.Exists("/proc/self")
                ? Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/cmdline")).Split('\0').Contains(data)
                : Process.GetProcessById(process).ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<bool> EndsAsync(string data, int process, TimeSpan patience, CancellationToken cancellation)
    {
        for (var deadline = Deadline.In(patience); !deadline.IsOver; await Deadline.PauseAsync(cancellation))
        {
            if (!Serves(data, process))
            {
                return true;
            }
        }

        return false;
    }
}
