namespace Ausweisstatus.Benchmarks.Feed;

/// <summary>The feeds of many connections, one fact at a time.</summary>
internal sealed class SingleFacts(int connections)
{
    // One that begins a document, three about others.
    private const int Together = 4;

    private readonly PrintShopFeed[] feeds = [.. Enumerable.Range(0, connections).Select(connection => new PrintShopFeed(connection))];
    private readonly Queue<FeedFact>[] made = [.. Enumerable.Range(0, connections).Select(_ => new Queue<FeedFact>())];

    public FeedFact Next(int connection)
    {
        if (made[connection].Count == 0)
        {
            foreach (var fact in feeds[connection].NextBatch(Together))
            {
                made[connection].Enqueue(fact);
            }
        }

        return made[connection].Dequeue();
    }
}
