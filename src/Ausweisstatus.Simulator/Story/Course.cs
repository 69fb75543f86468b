using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>What really happens to one document, from the application to the end: the steps, in the order in which they happen.</summary>
internal sealed partial class Course
{
    private readonly Run run;
    private readonly Application application;
    private readonly Dice dice;
    private readonly List<Step> steps = [];

    private Course(Run run, Application application, Dice dice) => (this.run, this.application, this.dice) = (run, application, dice);

    private DateTimeOffset Now => steps[^1].At;

    /// <summary>The steps up to the moment the feed ends; never empty.</summary>
    public static IReadOnlyList<Step> Draw(Run run, Application application, Dice dice)
    {
        var course = new Course(run, application, dice);
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
            Then(FactName.HandedOver, Stage.HandedOver, dice.Waiting(0.3), OpeningHours.Office);
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
        Send(steps[^1].Fact is FactName.Lost ? dice.Between(2, 8) : dice.Between(0, 1));
        while (dice.Happens(Assumptions.OrderReturned))
        {
            var reason = dice.OneOf<string>([("photo", 6), ("signature", 2), ("data", 1), ("fee", 1)]);
            Then(FactName.OrderReturned, Stage.ActionNeeded, dice.Between(0.5, 2), OpeningHours.PrintShop, new Detail("reason", reason));
            Send(dice.Between(3, 15));
        }
    }

    private void Send(double workingDays)
    {
        Then(FactName.OrderSent, Stage.Ordered, workingDays, OpeningHours.Office);
        Then(FactName.OrderConfirmed, Stage.Ordered, dice.Between(0, 0.6), OpeningHours.PrintShop);
    }

    private void Produce()
    {
        var month = run.Scenario.FiguresOf(DateOnly.FromDateTime(application.At.Date));
        var mean = LeadTimes.ProductionMean(application.Kind, month);
        var days = dice.Around(mean, Assumptions.ProductionSpread);
        Round(days * Assumptions.QueueShare, days);
        while (dice.Happens(Assumptions.QualityRejected))
        {
            Then(FactName.QualityRejected, Stage.BeingRemade, dice.Between(0.1, 1), OpeningHours.PrintShop);
            Round(dice.Between(0.5, 2), dice.Between(2.5, 4));
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
        Then(FactName.Dispatched, stage, dice.Between(0, 0.5), OpeningHours.PrintShop, new Detail("to", to), new Detail("carrier", "DHL"));
        if (dice.Happens(Assumptions.LostOnTheWay))
        {
            Then(FactName.Lost, Stage.Lost, dice.Between(5, 10), OpeningHours.Courier);
            return false;
        }

        return application.DirectDelivery ? DeliverDirectly() : ArriveAndBeCollected();
    }

    private bool DeliverDirectly()
    {
        while (dice.Happens(Assumptions.DeliveryMissed))
        {
            Miss();
            if (dice.Happens(Assumptions.TriedAgain))
            {
                SendAgain("second-attempt", dice.Between(0.8, 2));
            }
            else if (dice.Happens(Assumptions.FetchedFromBranch))
            {
                Then(FactName.Delivered, Stage.HandedOver, dice.Between(0.6, Assumptions.HeldAtBranchWorkingDays - 0.5), OpeningHours.Courier);
                return true;
            }
            else
            {
                Then(FactName.ReturnedToOffice, Stage.AtOffice, Assumptions.HeldAtBranchWorkingDays + dice.Between(1, 2), OpeningHours.Courier);
                if (!dice.Happens(Assumptions.SentAgainAfterReturn))
                {
                    BecomeReadyAndBeCollected(dice.Between(0.5, 2));
                    return true;
                }

                SendAgain("returned", dice.Between(0.5, 3));
            }
        }

        Then(FactName.Delivered, Stage.HandedOver, dice.Between(0.5, 1.5), OpeningHours.Courier);
        return true;
    }

    private void Miss()
    {
        var missed = WorkingTime.During(Now, dice.Between(0.5, 1.5), OpeningHours.Courier, dice);
        var heldUntil = WorkingTime.Add(missed, Assumptions.HeldAtBranchWorkingDays);
        steps.Add(new Step(FactName.DeliveryMissed, missed, Stage.HeldAtBranch, new Detail("branch", "Postfiliale"), Until(heldUntil)));
    }

    private void SendAgain(string reason, double workingDays) => Then(
        FactName.SentAgain, Stage.InDelivery, workingDays, OpeningHours.Courier,
        new Detail("to", "holder"), new Detail("reason", reason), new Detail("carrier", "DHL"));
}
