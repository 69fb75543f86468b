using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.MartenPeer;

public sealed record OrderWasConfirmed(string Order, DateTimeOffset At);

public sealed record ProductionHasStarted(string Order, DateTimeOffset At);

public sealed record ProductionIsComplete(string Order, DateTimeOffset At);

public sealed record WasDispatched(string Order, DateTimeOffset At, string To, string Carrier);

/// <summary>The same facts in the form of Marten's tutorial: plain records.</summary>
internal static class Told
{
    public static object By(FeedFact fact)
    {
        var (order, at) = ($"{fact.Authority}/{fact.Order}", fact.At);
        return fact.Type switch
        {
            "order-confirmed" => new OrderWasConfirmed(order, at),
            "production-started" => new ProductionHasStarted(order, at),
            "production-completed" => new ProductionIsComplete(order, at),
            "dispatched" => new WasDispatched(order, at, "office", "DHL"),
            _ => throw new BenchmarkFailedException($"The peer does not know {fact.Type}."),
        };
    }
}
