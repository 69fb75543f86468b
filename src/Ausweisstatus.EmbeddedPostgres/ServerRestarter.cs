using System.Diagnostics;

namespace Ausweisstatus.Embedded;

/// <summary>Starts a server again, on the same port, whenever it ends before it should.</summary>
internal sealed class ServerRestarter : IAsyncDisposable
{
    private const int TriesPerMinute = 12;

    private readonly CancellationTokenSource givenUp = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ServerStart start;
    private readonly int port;
    private readonly Task watch;

    public ServerRestarter(ServerStart start, Supervisor server, int port)
    {
        this.start = start;
        this.port = port;
        watch = WatchAsync(server);
    }

    public CancellationToken GivenUp => givenUp.Token;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watch;
        stopping.Dispose();
        givenUp.Dispose();
    }

    private async Task WatchAsync(Supervisor server)
    {
        try
        {
            var tries = new Queue<long>();
            while (true)
            {
                await EndOrStopAsync(server);
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                if (IsTooOften(tries))
                {
                    throw new EmbeddedPostgresException("PostgreSQL keeps ending; it is not started any more.");
                }

                start.Log($"PostgreSQL ended unexpectedly; starting it again on port {port} …");
                server = await start.StartOnPortAsync(port, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while starting again: nothing runs.
        }
        catch (Exception problem)
        {
            start.Log(problem.Message);
            await givenUp.CancelAsync();
        }
    }

    /// <summary>Returns when the server has ended by itself, or because we are stopping.</summary>
    private async Task EndOrStopAsync(Supervisor server)
    {
        await Task.WhenAny(server.Ended, Task.Delay(Timeout.Infinite, stopping.Token));
        await server.DisposeAsync();
    }

    private static bool IsTooOften(Queue<long> tries)
    {
        tries.Enqueue(Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(tries.Peek()) > TimeSpan.FromMinutes(1))
        {
            tries.Dequeue();
        }

        return tries.Count > TriesPerMinute;
    }
}
