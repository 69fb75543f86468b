using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>One document of a feed: what is true of it and what the systems send about it.</summary>
internal sealed record FedDocument(Application Application, IReadOnlyList<Step> Steps, ExpectedStatus Expected, IReadOnlyList<Outgoing> Sendings)
{
    /// <summary>Made from run and index alone: made again, it is the same.</summary>
    public static FedDocument Of(Run run, int index)
    {
        var story = run.RandomFor("story", index);
        var application = Application.Draw(run, index, story);
        var steps = Course.Draw(run, application, story);
        var (sendings, stamps) = OutgoingBuilder.Of(run, index, application, steps, run.RandomFor("telling", index));
        return new FedDocument(application, steps, ExpectedStatus.Of(application, steps, stamps), sendings);
    }
}
