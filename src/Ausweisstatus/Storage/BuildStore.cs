using Marten;

namespace Ausweisstatus.Storage;

/// <summary>Builds the store when the host has been up for a moment: the first answers do not wait for it, and the first registration need not either.</summary>
internal sealed class BuildStore(Lazy<IDocumentStore> store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Moment, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
        {
            _ = store.Value;
        }
    }
}
