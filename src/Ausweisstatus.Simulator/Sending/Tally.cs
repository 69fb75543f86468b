using System.Collections.Concurrent;
using Ausweisstatus.Simulator.Feed;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>What became of everything sent, counted while it is sent; safe to use from many tasks.</summary>
internal sealed class Tally
{
    private const int RejectionsShown = 20;
    private readonly Dictionary<Client, int[]> counts = Client.All.ToDictionary(client => client, _ => new int[Enum.GetValues<Fate>().Length]);
    private readonly ConcurrentQueue<string> rejections = new();

    public int Total => Enum.GetValues<Fate>().Sum(Of);

    /// <summary>The first few rejections: who, what, why.</summary>
    public IEnumerable<string> Rejections => rejections.Take(RejectionsShown);

    public int Of(Fate fate) => Client.All.Sum(client => Of(client, fate));

    public int Of(Client client, Fate fate) => Volatile.Read(ref counts[client][(int)fate]);

    public void Count(Client client, Verdict verdict)
    {
        Interlocked.Increment(ref counts[client][(int)verdict.Fate]);
        if (verdict.Fate is Fate.Rejected && rejections.Count < RejectionsShown)
        {
            rejections.Enqueue($"{client.Name} {verdict.Id}: {verdict.Problem}");
        }
    }
}
