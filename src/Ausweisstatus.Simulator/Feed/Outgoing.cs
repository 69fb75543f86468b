using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>Something a client sends, perhaps not for the first time.</summary>
/// <param name="By">Who sends it.</param>
/// <param name="At">When it leaves its system, by a right clock: the order in which a client sends.</param>
internal abstract record Outgoing(Client By, DateTimeOffset At)
{
    /// <summary>Names what is sent; the same when it is sent again.</summary>
    public abstract string Id { get; }
}

/// <summary>An office registers an application.</summary>
internal sealed record Registration(int Index, Application Application, DateTimeOffset At)
    : Outgoing(Client.Office(Application.Authority), At)
{
    public override string Id => Application.Order;
}

/// <summary>A client tells a fact.</summary>
/// <param name="Stamp">When it happened, as the client's clock has it: the CloudEvents <c>time</c>.</param>
internal sealed record Message(
    Client By,
    DateTimeOffset At,
    string EventId,
    FactName Fact,
    string Subject,
    DateTimeOffset Stamp,
    IReadOnlyList<Detail> Data) : Outgoing(By, At)
{
    public override string Id => EventId;
}
