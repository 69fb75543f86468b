namespace Ausweisstatus.Locations;

/// <summary>Keeps the directory of authorities fresh: once before the first request, then every few seconds.</summary>
internal sealed class AuthorityRefresh(AuthorityDirectory directory, TimeProvider clock, ILogger<AuthorityRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private bool failing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends. One that is disposed of without being stopped would take it for a failure.
        }
    }

    // Without the database we answer with the addresses we know; and we say once that we do, not every few seconds.
    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await directory.RefreshAsync(cancellation);
            failing = false;
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            if (!failing)
            {
                logger.LogWarning("The authorities cannot be read from the database: {Problem}", problem.GetType().Name);
            }

            failing = true;
        }
    }
}
