using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>What really happens to one document, from the application to the end: the steps, in the order in which they happen.</summary>
internal sealed partial class Course
{
    private readonly Run run;
    private readonly Application application;
    private readonly SeededRandom random;
    private readonly List<Step> steps = [];

    private Course(Run run, Application application, SeededRandom random) => (this.run, this.application, this.random) = (run, application, random);

    private DateTimeOffset Now => steps[^1].At;

    /// <summary>The steps up to the moment the feed ends; never empty.</summary>
    public static IReadOnlyList<Step> Draw(Run run, Application application, SeededRandom random)
    {
        var course = new Course(run, application, random);
        course.Write();
        course.PerhapsCancel();
        return course.steps.FindAll(step => step.At < run.Cut);
    }

    private void Write()
    {
        steps.Add(new Step(FactName.ApplicationReceived, application.At, Stage.Received));
        if (application.MadeOverTheCounter)
        {
            BecomeReady(workingDays: 0, application.PickUpAt);
            Then(FactName.HandedOver, Stage.HandedOver, random.Exponential(0.3), OpeningHours.Office);
            return;
        }

        var made = false;
        while (!made)
        {
            Order();
            Produce();
            made = Travel();
        }
    }

    private void Order()
    {
        // The search for a lost document takes its time before anybody orders again.
        Send(steps[^1].Fact is FactName.Lost ? random.Between(2, 8) : random.Between(0, 1));
        while (random.Happens(Assumptions.OrderReturned))
        {
            var reason = random.OneOf<string>([("photo", 6), ("signature", 2), ("data", 1), ("fee", 1)]);
            Then(FactName.OrderReturned, Stage.ActionNeeded, random.Between(0.5, 2), OpeningHours.PrintShop, new Detail("reason", reason));
            Send(random.Between(3, 15));
        }
    }

    private void Send(double workingDays)
    {
        Then(FactName.OrderSent, Stage.Ordered, workingDays, OpeningHours.Office);
        Then(FactName.OrderConfirmed, Stage.Ordered, random.Between(0, 0.6), OpeningHours.PrintShop);
    }

    private void Produce()
    {
        var month = run.Scenario.FiguresOf(DateOnly.FromDateTime(application.At.Date));
        var mean = LeadTimes.ProductionMean(application.Kind, month);
        var days = random.LogNormal(mean, Assumptions.ProductionSpread);
        Round(days * Assumptions.QueueShare, days);
        while (random.Happens(Assumptions.QualityRejected))
        {
            Then(FactName.QualityRejected, Stage.BeingRemade, random.Between(0.1, 1), OpeningHours.PrintShop);
            Round(random.Between(0.5, 2), random.Between(2.5, 4));
        }
    }

    // The factory works round the clock; opening hours would lengthen the published mean.
    private void Round(double startedAfter, double completedAfter)
    {
        var began = Now;
        steps.Add(new Step(FactName.ProductionStarted, Later(WorkingTime.Add(began, startedAfter)), Stage.InProduction));
        steps.Add(new Step(FactName.ProductionCompleted, Later(WorkingTime.Add(began, completedAfter)), Stage.Produced));
    }

    private bool Travel()
    {
        var stage = application.DirectDelivery ? Stage.InDelivery : Stage.Shipped;
        var to = application.DirectDelivery ? "holder" : "office";
        Then(FactName.Dispatched, stage, random.Between(0, 0.5), OpeningHours.PrintShop, new Detail("to", to), new Detail("carrier", "DHL"));
        if (random.Happens(Assumptions.LostOnTheWay))
        {
            Then(FactName.Lost, Stage.Lost, random.Between(5, 10), OpeningHours.Courier);
            return false;
        }

        return application.DirectDelivery ? DeliverDirectly() : ArriveAndBeCollected();
    }

    private bool DeliverDirectly()
    {
        while (random.Happens(Assumptions.DeliveryMissed))
        {
            Miss();
            if (random.Happens(Assumptions.TriedAgain))
            {
                SendAgain("second-attempt", random.Between(0.8, 2));
            }
            else if (random.Happens(Assumptions.FetchedFromBranch))
            {
                Then(FactName.Delivered, Stage.HandedOver, random.Between(0.6, Assumptions.HeldAtBranchWorkingDays - 0.5), OpeningHours.Courier);
                return true;
            }
            else
            {
                Then(FactName.ReturnedToOffice, Stage.AtOffice, Assumptions.HeldAtBranchWorkingDays + random.Between(1, 2), OpeningHours.Courier);
                if (!random.Happens(Assumptions.SentAgainAfterReturn))
                {
                    BecomeReadyAndBeCollected(random.Between(0.5, 2));
                    return true;
                }

                SendAgain("returned", random.Between(0.5, 3));
            }
        }

        Then(FactName.Delivered, Stage.HandedOver, random.Between(0.5, 1.5), OpeningHours.Courier);
        return true;
    }

    private void Miss()
    {
        var missed = WorkingTime.During(Now, random.Between(0.5, 1.5), OpeningHours.Courier, random);
        var heldUntil = WorkingTime.Add(missed, Assumptions.HeldAtBranchWorkingDays);
        steps.Add(new Step(FactName.DeliveryMissed, missed, Stage.HeldAtBranch, new Detail("branch", "Postfiliale"), Until(heldUntil)));
    }

    private void SendAgain(string reason, double workingDays) => Then(
        FactName.SentAgain, Stage.InDelivery, workingDays, OpeningHours.Courier,
        new Detail("to", "holder"), new Detail("reason", reason), new Detail("carrier", "DHL"));
}
