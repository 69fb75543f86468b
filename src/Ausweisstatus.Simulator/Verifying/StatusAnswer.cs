namespace Ausweisstatus.Simulator.Verifying;

/// <summary>What of a status answer is compared.</summary>
internal sealed record StatusAnswer(
    string Kind, string Stage, DateTimeOffset Since, IReadOnlyList<StatusAnswer.Entered> History, StatusAnswer.Collect? Pickup = null, string? Headline = null)
{
    internal sealed record Entered(string Stage, DateTimeOffset At);

    internal sealed record Collect(string Location);
}
