namespace Ausweisstatus.Status.Watching;

/// <summary>Somebody who watches a document, until they go.</summary>
internal sealed class Watcher(WatchedDocument document, Watchers among) : IDisposable
{
    // Never holds a timer or a handle that would have to be given back.
    private readonly SemaphoreSlim news = new(0, 1);

    public WatchedDocument Document => document;

    /// <summary>There may be something new to tell. Only the poller calls it, so that it is not called twice at once.</summary>
    public void Wake()
    {
        if (news.CurrentCount == 0)
        {
            news.Release();
        }
    }

    /// <summary>True where there was news within this time.</summary>
    public Task<bool> IsWokenAsync(TimeSpan within, CancellationToken cancellation) => news.WaitAsync(within, cancellation);

    public void Dispose() => among.Leave(this);
}
