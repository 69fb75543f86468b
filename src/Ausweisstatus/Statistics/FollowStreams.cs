using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Problems;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Ausweisstatus.Statistics;

/// <summary>
/// A read model as Marten's daemon runs it, on one node at a time. Marten writes its progress after the page was seen; a page that comes twice
/// is seen once.
/// </summary>
internal sealed class FollowStreams : SubscriptionBase
{
    private const int PageSize = 1000;
    private const int Tries = 5;

    private readonly IReadModel readModel;

    public FollowStreams(IReadModel readModel)
    {
        this.readModel = readModel;
        Name = readModel.Name;
        Options.BatchSize = PageSize;
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var streams = page.Events
            .GroupBy(e => (e.TenantId, e.StreamId))
            .Select(of => new StreamVersion(of.Key.TenantId, of.Key.StreamId, of.Max(e => e.Version)))
            .ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await readModel.FollowAsync(streams, cancellationToken);
                return NullChangeListener.Instance;
            }
            catch (Exception problem) when (attempt < Tries && (problem.IsConcurrencyConflict() || problem.IsDatabaseUnavailable()))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), cancellationToken);
            }
        }
    }
}
