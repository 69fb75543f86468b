namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Whether it is worth asking which facts are recorded before they are written. Asking costs an eighth of a commit, and senders hardly ever
/// repeat themselves; but where one does, often more follows, and a commit that did not ask has to be made twice.
/// </summary>
internal sealed class RepetitionsLately
{
    // At worst one commit in as many is made twice.
    private const int CommitsThatAsk = 100;

    // Two writers may count at the same time and lose a count; nothing depends on it.
    private volatile int toAsk;

    public bool Any => toAsk > 0;

    /// <param name="some">Whether a commit that asked found any of its facts recorded.</param>
    public void Note(bool some) => toAsk = some ? CommitsThatAsk : Math.Max(0, toAsk - 1);
}
