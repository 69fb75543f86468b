using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.Domain;
using Marten;

namespace Ausweisstatus.Benchmarks.Growth;

/// <summary>A document as it was known at an earlier moment: folded by the store from the facts learned until then.</summary>
internal sealed class AsOf(Installation installation) : IContender
{
    private const int AtOnce = 4;
    private const int Earlier = 4;

    private readonly IDocumentStore store = installation.Store;

    public string Description => "a document as of an earlier version";

    /// <summary>How many there are.</summary>
    public int Documents { get; set; }

    public Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation) => Crew.WorkAsync(AtOnce, duration, async _ =>
    {
        var document = Random.Shared.Next(Documents);
        await using var session = store.QuerySession(Stories.Authority(document).ToString());
        var folded = await session.Events.AggregateStreamAsync<Document>(Stories.Id(document), version: Earlier, token: cancellation);
        return folded?.Facts.Length == Earlier ? 1 : throw new BenchmarkFailedException("The store does not fold the document; nothing is measured.");
    }, cancellation);
}
