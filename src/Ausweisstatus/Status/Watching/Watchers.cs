using Ausweisstatus.Problems;

namespace Ausweisstatus.Status.Watching;

/// <summary>All who watch on this node, by what they watch. There is room for so many and no more.</summary>
internal sealed class Watchers : IDisposable
{
    public const int AtMost = 10_000;
    public const int OfOneDocument = 20;

    // Somebody who watches leaves when their browser is closed; nobody knows when that will be.
    private static readonly Problem TooManyOfOne = Problem.TooManyRequests.RetryAfter(TimeSpan.FromMinutes(1));
    private static readonly Problem Full = Problem.TemporarilyUnavailable;

    private readonly Lock gate = new();
    private readonly Dictionary<string, WatchedDocument> documents = [];
    private readonly SemaphoreSlim somebody = new(0, 1);
    private int count;

    /// <summary>Takes a place. Exactly one of the two results is given.</summary>
    public (Watcher? Watcher, Problem? Problem) Enter(string lookup)
    {
        lock (gate)
        {
            if (count == AtMost)
            {
                return (null, Full);
            }

            if (!documents.TryGetValue(lookup, out var document))
            {
                documents.Add(lookup, document = new WatchedDocument(lookup));
            }
            else if (document.Watchers.Length == OfOneDocument)
            {
                return (null, TooManyOfOne);
            }

            var watcher = new Watcher(document, this);
            document.Watchers = [.. document.Watchers, watcher];
            if (count++ == 0 && somebody.CurrentCount == 0)
            {
                somebody.Release();
            }

            return (watcher, null);
        }
    }

    /// <summary>Gives the place back; once more does no harm.</summary>
    public void Leave(Watcher watcher)
    {
        lock (gate)
        {
            var (document, before) = (watcher.Document, watcher.Document.Watchers.Length);
            document.Watchers = [.. document.Watchers.Where(other => other != watcher)];
            count -= before - document.Watchers.Length;
            if (before == 1 && document.Watchers.Length == 0)
            {
                documents.Remove(document.Lookup);
            }
        }
    }

    /// <summary>What is watched now.</summary>
    public WatchedDocument[] Documents()
    {
        lock (gate)
        {
            return [.. documents.Values];
        }
    }

    /// <summary>Waits until somebody watches; may come once too often.</summary>
    public Task SomebodyAsync(CancellationToken cancellation) => somebody.WaitAsync(cancellation);

    public void Dispose() => somebody.Dispose();
}
