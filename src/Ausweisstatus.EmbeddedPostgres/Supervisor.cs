using System.Diagnostics;

namespace Ausweisstatus.Embedded;

/// <summary>
/// One run of PostgreSQL under a small shell that holds the other end of a pipe of ours: when the pipe ends, because we
/// close it or because we are gone, however suddenly, the shell stops PostgreSQL.
/// </summary>
internal sealed class Supervisor : IAsyncDisposable
{
    // A fast shutdown; where it takes longer than half a minute, an immediate one, from which the next start recovers.
    private const string Script =
        """
        exec 3<&0 </dev/null >>"$1" 2>&1
        shift
        "$@" 3<&- &
        postgres=$!
        (
            read -r _ <&3
            kill -INT "$postgres"
            seconds=30
            while [ "$seconds" -gt 0 ]; do
                sleep 1
                kill -0 "$postgres" 2>/dev/null || exit
                seconds=$((seconds - 1))
            done
            kill -QUIT "$postgres"
        ) &
        wait "$postgres"
        status=$?
        trap '' TERM
        kill -TERM 0
        wait
        exit "$status"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A session of its own: Ctrl-C in the terminal is for the owner, who then stops PostgreSQL when nothing needs it any more.
    private static readonly string[] OwnSession = BinaryPlaces.InPath("setsid").Any()
        ? ["setsid"]
        : ["perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV"];

    private readonly Process process;

    private Supervisor(Process process)
    {
        this.process = process;
        Ended = process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Completes when PostgreSQL has ended, or the shell was killed.</summary>
    public Task Ended { get; }

    public static Supervisor Start(Cluster cluster, int port)
    {
        var process = Command.Start(
            cluster.Home.User,
            [.. OwnSession, "/bin/sh", "-c", Script, "sh", cluster.Home.Log,
                cluster.Binaries.Postgres, "-D", cluster.Home.Data, .. ServerSettings.CommandLine(port)]);
        return new Supervisor(process ?? throw new EmbeddedPostgresException($"{OwnSession[0]} is not installed here, and PostgreSQL is started with it."));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
        }

        try
        {
            await Ended.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            // Not even an immediate shutdown ends it, so the disk hangs: waiting longer would hang us too.
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
