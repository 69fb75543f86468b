using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;
using Ausweisstatus.Simulator.Verifying;

namespace Ausweisstatus.Simulator.Subscribing;

/// <summary>
/// Compares what was told of a document with what is true. A program is told each change of a stage, once and in order: every change begins
/// where the one before it ended, and the last one ends at the truth. A person is told what matters to them: the last mail says how things
/// are, where that is something they wait for, and no mail says the same as the one before it.
/// </summary>
internal static class ToldComparison
{
    /// <param name="fed">What is true.</param>
    /// <param name="changes">What a webhook was told, in order.</param>
    /// <param name="mails">What came by mail, in order; the first one asked for a confirmation.</param>
    /// <param name="headline">The first sentence of the answer on the page.</param>
    public static IReadOnlyList<Difference> Of(
        FedDocument fed, IReadOnlyList<ToldChange> changes, IReadOnlyList<ReceivedMail> mails, string? headline)
    {
        List<Difference> found = [];
        CompareChanges(fed, changes, found);
        CompareMails(fed, mails, headline, found);
        return found;
    }

    private static void CompareChanges(FedDocument fed, IReadOnlyList<ToldChange> changes, List<Difference> found)
    {
        var (order, stage) = (fed.Application.Order, (string?)null);
        if (changes.DistinctBy(change => change.Id).Count() < changes.Count)
        {
            found.Add(new(order, "webhook", "each change once", $"{changes.Count} of which some are the same"));
        }

        foreach (var change in changes)
        {
            if (change.Before != stage || (change.Before == change.Stage && !change.Correction))
            {
                found.Add(new(order, "webhook", $"a change from {stage ?? "nothing"}", $"from {change.Before ?? "nothing"} to {change.Stage ?? "nothing"}"));
            }

            stage = change.Stage;
        }

        if (stage != fed.Expected.Stage.Slug())
        {
            found.Add(new(order, "webhook", fed.Expected.Stage.Slug(), stage ?? "nothing"));
        }
    }

    private static void CompareMails(FedDocument fed, IReadOnlyList<ReceivedMail> mails, string? headline, List<Difference> found)
    {
        var order = fed.Application.Order;
        if (mails.DistinctBy(mail => mail.MessageId).Count() < mails.Count)
        {
            found.Add(new(order, "mail", "each once", $"{mails.Count} of which some are the same"));
        }

        var news = mails.Skip(1).ToList();
        if (news.Zip(news.Skip(1)).Any(pair => pair.First.Text == pair.Second.Text))
        {
            found.Add(new(order, "mail", "news", "the same again"));
        }

        if (IsWaitedFor(fed.Expected.Stage) && !(headline is not null && news is [.., var last] && Words(last.Text).Contains(Words(headline), StringComparison.Ordinal)))
        {
            found.Add(new(order, "mail", headline ?? "an answer", news.Count == 0 ? "nothing" : "something else"));
        }
    }

    private static bool IsWaitedFor(Stage stage) => stage
        is Stage.ActionNeeded or Stage.BeingRemade or Stage.HeldAtBranch or Stage.ReadyForPickup or Stage.HandedOver or Stage.NotCollected
        or Stage.Lost or Stage.Cancelled;

    // A mail breaks its lines.
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
