using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.MartenPeer;

public sealed record ApplicationCame(string Order, DateTimeOffset At, string Kind, string Code, string Location);

public sealed record OrderWasSent(string Order, DateTimeOffset At);

public sealed record OrderWasConfirmed(string Order, DateTimeOffset At);

public sealed record ProductionHasStarted(string Order, DateTimeOffset At);

public sealed record ProductionIsComplete(string Order, DateTimeOffset At);

public sealed record WasDispatched(string Order, DateTimeOffset At, string To, string Carrier);

public sealed record HasArrived(string Order, DateTimeOffset At, string Location);

public sealed record IsReady(string Order, DateTimeOffset At, string Location);

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

    /// <summary>A fact of a document, as the product's own stories tell it.</summary>
    public static object Of(int document, int step)
    {
        var (order, at) = ($"{Stories.Authority(document)}/{Stories.Order(document)}", DateTimeOffset.UnixEpoch.AddSeconds(document).AddDays(step * 3));
        return step switch
        {
            0 => new ApplicationCame(order, at, "identity-card", $"1:{document:00000000000000000000000000000000}", "rathaus"),
            1 => new OrderWasSent(order, at),
            2 => new OrderWasConfirmed(order, at),
            3 => new ProductionHasStarted(order, at),
            4 => new ProductionIsComplete(order, at),
            5 => new WasDispatched(order, at, "office", "DHL"),
            6 => new HasArrived(order, at, "rathaus"),
            _ => new IsReady(order, at, "rathaus"),
        };
    }
}
