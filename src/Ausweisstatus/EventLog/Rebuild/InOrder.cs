namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>Several work at once and finish in any order; here it is told in the order of the documents. What was told is done without gaps.</summary>
internal sealed class InOrder(Action<RebuildStep> tell)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, RebuildStep> early = [];
    private int next;

    /// <param name="number">From 0, without gaps.</param>
    /// <param name="step">What is done with it.</param>
    public void Done(int number, RebuildStep step)
    {
        lock (gate)
        {
            early.Add(number, step);
            for (; early.Remove(next, out var following); next++)
            {
                tell(following);
            }
        }
    }
}
