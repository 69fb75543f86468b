using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;
using Ausweisstatus.Simulator.Verifying;

namespace Ausweisstatus.Simulator.Subscribing;

/// <summary>
/// Waits until what was to be told was told, and then a little longer for what ought not to be told; judges all of it.
/// </summary>
internal sealed class ToldVerifier(Run run, int documents, WebhookReceiver receiver, Mailbox mailbox, IReadOnlyList<string?> headlines)
{
    private const int DifferencesShown = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Longer than the quiet window in Development: what ought not to be told would come by then.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(12);

    private readonly List<Difference> differences = [];

    /// <summary>Documents of which all was told that had to be.</summary>
    public int Complete { get; private set; }

    public IReadOnlyList<Difference> Differences => [.. differences.Take(DifferencesShown)];

    public int Wrong => differences.Count;

    /// <summary>Mails beside those that asked for a confirmation.</summary>
    public int Mails => mailbox.Count - documents;

    public int Deliveries => receiver.Count;

    public async Task Verify(CancellationToken cancellation)
    {
        var waiting = Enumerable.Range(0, documents).ToHashSet();
        for (var (told, lastNews) = (-1, TimeProvider.System.GetTimestamp()); TimeProvider.System.GetElapsedTime(lastNews) < Patience;)
        {
            waiting.RemoveWhere(index => Judge(index).Count == 0);
            Complete = documents - waiting.Count;
            if (waiting.Count == 0)
            {
                break;
            }

            lastNews = told == receiver.Count + mailbox.Count ? lastNews : TimeProvider.System.GetTimestamp();
            told = receiver.Count + mailbox.Count;
            await Task.Delay(Pause, cancellation);
        }

        await Task.Delay(Afterwards, cancellation);
        for (var index = 0; index < documents; index++)
        {
            differences.AddRange(Judge(index));
        }

        if (receiver.Refused > 0)
        {
            differences.Add(new Difference("", "signatures", "0 wrong", $"{receiver.Refused} wrong"));
        }
    }

    private IReadOnlyList<Difference> Judge(int index)
    {
        var fed = FedDocument.Of(run, index);
        return ToldComparison.Of(
            fed, receiver.About(fed.Application.Order), mailbox.Of(Subscribers.AddressOf(fed.Application)), headlines[index]);
    }
}
