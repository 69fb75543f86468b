namespace Ausweisstatus.Simulator.Story;

/// <summary>One named detail of a fact, e.g. <c>to</c> = <c>office</c>. Every detail the simulator tells is text.</summary>
internal readonly record struct Detail(string Name, string Value);

/// <summary>Something that really happened to a document.</summary>
/// <param name="Fact">What happened.</param>
/// <param name="At">When, by a right clock.</param>
/// <param name="Stage">Where the document is from then on.</param>
/// <param name="Told">What its teller adds.</param>
internal sealed record Step(FactName Fact, DateTimeOffset At, Stage Stage, params Detail[] Told)
{
    /// <summary>The document goes back and starts again from here: nothing earlier has to do with what follows.</summary>
    public bool StartsAgain => Fact
        is FactName.OrderReturned or FactName.QualityRejected or FactName.IncomingCheckFailed or FactName.SentAgain or FactName.Lost;

    public string? Find(string detail) => Array.Find(Told, told => told.Name == detail).Value;
}
