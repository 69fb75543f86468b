namespace Ausweisstatus.Status.Watching;

/// <summary>What is stored under a lookup that somebody watches, as far as the poller knows it: which version it has.</summary>
internal sealed class WatchedDocument(string lookup)
{
    private const long NotKnown = -1;

    // No document has this version: the first fact makes it 1.
    private const long NotThere = 0;

    private long known = NotKnown;
    private volatile Watcher[] watchers = [];

    public string Lookup => lookup;

    /// <summary>Replaced as a whole when somebody comes or goes, so that it can be read meanwhile.</summary>
    public Watcher[] Watchers
    {
        get => watchers;
        set => watchers = value;
    }

    /// <summary>Wakes whoever watches, if this is news.</summary>
    /// <param name="version">Null where nothing is stored under the lookup.</param>
    public void Update(long? version)
    {
        if (Volatile.Read(ref known) == (version ?? NotThere))
        {
            return;
        }

        Volatile.Write(ref known, version ?? NotThere);
        WakeAll();
    }

    /// <summary>There may be something new to tell, whether or not the version is another.</summary>
    public void WakeAll() => Array.ForEach(Watchers, watcher => watcher.Wake());

    /// <summary>Whatever version is seen next is news: somebody was woken and could not read it.</summary>
    public void Forget() => Volatile.Write(ref known, NotKnown);
}
