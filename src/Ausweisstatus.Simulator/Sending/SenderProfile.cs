using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>How each kind of client sends what it has to send: offices one by one, the print shop in bulk, the courier in between.</summary>
internal static class SenderProfile
{
    private const int OfficeAtOnce = 32;
    private const int CourierAtOnce = 4;

    // The host answers a stream while it reads it, and an HTTP/1.1 client does not read before it has sent: the answer must fit into
    // the buffers between the two.
    private const int Bulk = 1000;
    private const int Handful = 20;

    /// <summary>Sends all of it, in order as far as the client keeps to one.</summary>
    /// <param name="api">Sends for the client.</param>
    /// <param name="client">Whose profile.</param>
    /// <param name="sendings">All by this client.</param>
    /// <param name="registered">Told the reference of each registered application.</param>
    /// <param name="cancellation">Stops.</param>
    public static Task Send(
        ApiClient api, Client client, IReadOnlyCollection<Outgoing> sendings, Action<Registration, string> registered, CancellationToken cancellation)
    {
        if (client == Client.PrintShop)
        {
            // In quarters at most, so that small feeds too come as batch and as stream in turns.
            var size = Math.Clamp(sendings.Count / 4, 1, Bulk);
            return AtOnce(
                1, Bulks(sendings, size).Index(), (bulk, stop) => api.Post(bulk.Item, lines: bulk.Index % 2 == 0, stop), cancellation);
        }

        if (client == Client.Courier)
        {
            return AtOnce(CourierAtOnce, Bulks(sendings, Handful), (handful, stop) => IsHeads(handful[0])
                ? api.Post(handful, lines: false, stop)
                : OneByOne(api, handful, stop), cancellation);
        }

        return AtOnce(OfficeAtOnce, sendings, async (sending, stop) =>
        {
            if (sending is Message message)
            {
                await api.Post(message, binary: IsHeads(message), stop);
            }
            else if (sending is Registration registration && await api.Register(registration, stop) is { } reference)
            {
                registered(registration, reference);
            }
        }, cancellation);
    }

    private static async Task OneByOne(ApiClient api, IEnumerable<Message> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            await api.Post(message, binary: IsHeads(message), cancellation);
        }
    }

    private static IEnumerable<Message[]> Bulks(IEnumerable<Outgoing> sendings, int size) => sendings.Cast<Message>().Chunk(size);

    // The form depends on the moment too, so that a fact sent twice comes in different forms.
    private static bool IsHeads(Outgoing sending) => SeededRandom.Hash($"{sending.Id}/{sending.At.Ticks}") % 2 == 0;

    private static Task AtOnce<T>(int atOnce, IEnumerable<T> items, Func<T, CancellationToken, Task> send, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation },
            async (item, stop) => await send(item, stop));
}
