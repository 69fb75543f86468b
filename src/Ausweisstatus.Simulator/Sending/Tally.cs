using System.Collections.Concurrent;
using Ausweisstatus.Simulator.Feed;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>What became of everything sent, counted while it is sent; safe to use from many tasks.</summary>
internal sealed class Tally
{
    private const int RejectionsShown = 20;
    private readonly Dictionary<Client, int[]> counts = Client.All.ToDictionary(client => client, _ => new int[Enum.GetValues<Outcome>().Length]);
    private readonly ConcurrentQueue<string> rejections = new();

    public int Total => Enum.GetValues<Outcome>().Sum(Of);

    /// <summary>The first few rejections: who, what, why.</summary>
    public IEnumerable<string> Rejections => rejections.Take(RejectionsShown);

    public int Of(Outcome outcome) => Client.All.Sum(client => Of(client, outcome));

    public int Of(Client client, Outcome outcome) => Volatile.Read(ref counts[client][(int)outcome]);

    public void Count(Client client, SendResult result)
    {
        Interlocked.Increment(ref counts[client][(int)result.Outcome]);
        if (result.Outcome is Outcome.Rejected && rejections.Count < RejectionsShown)
        {
            rejections.Enqueue($"{client.Name} {result.Id}: {result.Problem}");
        }
    }
}
