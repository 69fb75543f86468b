using System.Globalization;
using Ausweisstatus.Simulator.Figures;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>What the systems tell of one document's course.</summary>
internal sealed class OutgoingBuilder
{
    private readonly Run run;
    private readonly Application application;
    private readonly SeededRandom random;
    private readonly List<Outgoing> sendings = [];

    private OutgoingBuilder(Run run, Application application, SeededRandom random) => (this.run, this.application, this.random) = (run, application, random);

    private Client Office => Client.Office(application.Authority);

    /// <summary>Everything that is sent, and when each step is first said to have happened.</summary>
    public static (IReadOnlyList<Outgoing> Sendings, IReadOnlyList<DateTimeOffset> FirstStamps) Of(
        Run run, int index, Application application, IReadOnlyList<Step> steps, SeededRandom random)
    {
        var builder = new OutgoingBuilder(run, application, random);
        builder.Register(index);
        var bounds = Bounds.Of(steps, run.Cut);
        var stamps = new List<DateTimeOffset> { steps[0].At };
        for (var i = 1; i < steps.Count; i++)
        {
            stamps.Add(builder.Witnesses(steps[i]).Select(client => builder.Tell(client, i, steps[i], bounds[i])).Min());
        }

        foreach (var mistake in Mistakes.Of(run, application, steps, random))
        {
            builder.Send(mistake);
        }

        return (builder.sendings, stamps);
    }

    private void Register(int index)
    {
        var late = random.Happens(Assumptions.RegisteredLate) ? random.Between(0.5, 5) : 0;
        Send(new Registration(index, application, application.At.AddSeconds(random.Next(600)).AddDays(late)));
    }

    private DateTimeOffset Tell(Client client, int number, Step step, Bounds bounds)
    {
        // The one who did it knows when; the other one sees it somewhat earlier or later.
        var seen = client == Teller(step) ? step.At : step.At.AddMinutes(Math.Floor(random.Between(-30, 180)));
        var leaves = SendSchedule.SendTime(client, step.At, random);
        var stamp = Clock.Stamp(client, seen, leaves, bounds, random);
        var data = step.Fact is FactName.ArrivedAtOffice && client == Client.Courier ? [] : step.Told;
        var id = string.Create(CultureInfo.InvariantCulture, $"{application.Order}/{number:00}");
        Send(new Message(client, leaves, id, step.Fact, Subject(application), stamp, data));
        return stamp;
    }

    // A new start is told by one system only: told twice, it would start twice.
    private List<Client> Witnesses(Step step)
    {
        var teller = Teller(step);
        var other = step.Fact switch
        {
            FactName.Dispatched or FactName.ArrivedAtOffice => Client.Courier,
            FactName.DeliveryMissed or FactName.Delivered => Client.PrintShop,
            FactName.ReturnedToOffice => Office,
            _ => null,
        };
        return other is not null && random.Happens(Assumptions.SecondWitness) ? [teller, other] : [teller];
    }

    // What goes from office to office the office sends, and says so; what goes to its holder again the courier does.
    private Client Teller(Step step) => step.Fact switch
    {
        FactName.OrderConfirmed or FactName.OrderReturned or FactName.ProductionStarted or FactName.ProductionCompleted
            or FactName.QualityRejected or FactName.Dispatched => Client.PrintShop,
        FactName.SentAgain => step.Stage is Stage.InDelivery ? Client.Courier : Office,
        FactName.DeliveryMissed or FactName.ReturnedToOffice or FactName.Delivered or FactName.Lost => Client.Courier,
        _ => Office,
    };

    private void Send(Outgoing sending) => sendings.AddRange(SendSchedule.WithRepetitions(run, sending, random));

    public static string Subject(Application application) => $"{application.Authority.Slug}/{application.Order}";
}
