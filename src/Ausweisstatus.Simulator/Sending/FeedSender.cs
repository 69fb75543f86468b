using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>
/// Sends a feed, window by window: the documents of a window are told about at the same time by all clients, each in the order in which
/// things leave its system and none waiting for another. Memory does not grow with the feed.
/// </summary>
internal sealed class FeedSender(Run run, int documents, IReadOnlyDictionary<Client, ApiClient> apis, Tally tally)
{
    private const int Window = 4000;
    private int finished;
    private int sentBefore;
    private int toSend = 1;
    private int inWindow;

    /// <summary>The reference of each document, by index; null where none was registered.</summary>
    public string?[] References { get; } = new string?[documents];

    /// <summary>Documents told of so far.</summary>
    public double Done => Math.Min(documents, finished + (inWindow * Math.Min(1.0, (tally.Total - sentBefore) / (double)toSend)));

    public async Task Send(CancellationToken cancellation)
    {
        for (var first = 0; first < documents; first += Window)
        {
            var count = Math.Min(Window, documents - first);
            var sendings = SendingsOf(run, first, count);
            (sentBefore, toSend, inWindow) = (tally.Total, sendings.Values.Sum(own => own.Count), count);
            // The first client that has to stop stops them all.
            await Parallel.ForEachAsync(
                sendings,
                new ParallelOptions { MaxDegreeOfParallelism = Client.All.Count, CancellationToken = cancellation },
                async (own, stop) => await SenderProfile.Send(apis[own.Key], own.Key, own.Value, Registered, stop));
            (finished, inWindow) = (first + count, 0);
        }
    }

    /// <summary>What each client has to send about some documents, in the order in which it leaves the client.</summary>
    internal static Dictionary<Client, List<Outgoing>> SendingsOf(Run run, int first, int count) =>
        Enumerable.Range(first, count)
            .SelectMany(index => FedDocument.Of(run, index).Sendings)
            .GroupBy(sending => sending.By)
            .ToDictionary(own => own.Key, own => own.OrderBy(sending => sending.At).ThenBy(sending => SeededRandom.Hash(sending.Id)).ToList());

    private void Registered(Registration registration, string reference) => References[registration.Index] = reference;
}
