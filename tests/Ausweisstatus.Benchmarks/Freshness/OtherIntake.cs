using System.Net;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Freshness;

/// <summary>What else a host has to do meanwhile: a print shop that posts a batch ten times a second.</summary>
internal sealed class OtherIntake(Installation installation) : IDisposable
{
    private const int Facts = 100;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly PrintShopFeed feed = new(0);
    private readonly Sender sender = new(new Uri(installation.Address, "/api/v1/events"), CloudEventText.Many, 1);

    /// <summary>Posts until it is stopped.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        sender.Token = installation.TokenOf("print-shop");
        using var timer = new PeriodicTimer(Every);
        try
        {
            // A batch that was begun is finished: a print shop does not hang up either.
            while (await timer.WaitForNextTickAsync(stop))
            {
                await sender.PostAsync(CloudEventText.Of(feed.NextBatch(Facts)), HttpStatusCode.OK, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it is stopped.
        }
    }

    public void Dispose() => sender.Dispose();
}
