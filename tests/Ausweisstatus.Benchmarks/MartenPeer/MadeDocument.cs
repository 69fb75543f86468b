namespace Ausweisstatus.Benchmarks.MartenPeer;

/// <summary>The peer's inline snapshot: stage, since when, and the history.</summary>
public sealed partial class MadeDocument
{
    public Guid Id { get; set; }

    public string Order { get; set; } = "";

    public string Stage { get; set; } = "";

    public DateTimeOffset Since { get; set; }

    public List<StageOfMaking> History { get; init; } = [];

    public void Apply(ApplicationCame told) => Enter(told.Order, "received", told.At);

    public void Apply(OrderWasSent told) => Enter(told.Order, "sent", told.At);

    public void Apply(OrderWasConfirmed told) => Enter(told.Order, "ordered", told.At);

    public void Apply(ProductionHasStarted told) => Enter(told.Order, "in-production", told.At);

    public void Apply(ProductionIsComplete told) => Enter(told.Order, "made", told.At);

    public void Apply(WasDispatched told) => Enter(told.Order, "on-its-way", told.At);

    public void Apply(HasArrived told) => Enter(told.Order, "at-office", told.At);

    public void Apply(IsReady told) => Enter(told.Order, "ready", told.At);

    private void Enter(string order, string stage, DateTimeOffset at)
    {
        (Order, Stage, Since) = (order, stage, at);
        History.Add(new StageOfMaking(stage, at));
    }
}

public sealed record StageOfMaking(string Stage, DateTimeOffset At);
