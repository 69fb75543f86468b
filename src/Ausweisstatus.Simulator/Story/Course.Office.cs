using System.Globalization;
using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>The part of a course that the office sees, and how a course ends early.</summary>
internal sealed partial class Course
{
    private bool ArriveAndBeCollected()
    {
        Then(FactName.ArrivedAtOffice, Stage.AtOffice, random.Between(0.6, 1.4), OpeningHours.Office, At(application.Authority.MainOffice));
        if (random.Happens(Assumptions.IncomingCheckFailed))
        {
            Then(FactName.IncomingCheckFailed, Stage.BeingRemade, random.Between(0.1, 1), OpeningHours.Office);
            return false;
        }

        var branch = application.PickUpAt != application.Authority.MainOffice;
        BecomeReadyAndBeCollected(random.Between(0.3, 2) + (branch ? Assumptions.BranchOfficeWorkingDays : 0));
        return true;
    }

    private void BecomeReadyAndBeCollected(double workingDays)
    {
        var elsewhere = random.Happens(Assumptions.CollectedElsewhere) ? random.OneOf(application.Authority.Locations) : application.PickUpAt;
        BecomeReady(workingDays, elsewhere);
        var ready = Now;
        if (random.Happens(Assumptions.MovedWhileReady))
        {
            BecomeReady(random.Between(1, 3), random.OneOf(application.Authority.Locations));
        }

        if (random.Happens(Assumptions.SentToOtherOffice))
        {
            MoveToAnotherOffice();
            ready = Now;
        }

        if (random.Happens(Assumptions.NeverCollected))
        {
            var given = WorkingTime.Add(ready.AddDays(Assumptions.HeldAtOfficeDays), 1);
            Then(FactName.NotCollected, Stage.NotCollected, WorkingTime.Between(Now, given), OpeningHours.Office);
            return;
        }

        var days = Math.Min(random.Exponential(Assumptions.MeanWorkingDaysUntilCollected), Assumptions.HeldAtOfficeDays * 5 / 7.0);
        Then(FactName.HandedOver, Stage.HandedOver, days, OpeningHours.Office);
    }

    private void MoveToAnotherOffice()
    {
        var other = random.OneOf(application.Authority.Locations);
        Then(
            FactName.SentAgain, Stage.Shipped, random.Between(1, 10), OpeningHours.Office,
            new Detail("to", "office"), new Detail("reason", "other-office"), At(other));
        Then(FactName.ArrivedAtOffice, Stage.AtOffice, random.Between(0.6, 1.4), OpeningHours.Office, At(other));
        BecomeReady(random.Between(0.3, 2), other);
    }

    private void BecomeReady(double workingDays, Location location)
    {
        var ready = WorkingTime.During(Now, workingDays, OpeningHours.Office, random);
        steps.Add(new Step(FactName.ReadyForPickup, ready, Stage.ReadyForPickup, At(location), Until(ready.AddDays(Assumptions.HeldAtOfficeDays))));
    }

    // At some moment of the course, before its end, the applicant or the office gives up; nothing happens afterwards.
    private void PerhapsCancel()
    {
        if (!random.Happens(Assumptions.Cancelled))
        {
            return;
        }

        var last = random.Next(steps.Count - 1);
        var gap = (steps[last + 1].At - steps[last].At).TotalSeconds;
        var at = steps[last].At.AddSeconds(Math.Floor(gap * random.Between(0.4, 0.6)));
        var reason = random.OneOf<string>([("withdrawn", 5), ("rejected", 2), ("superseded", 3)]);
        steps.RemoveRange(last + 1, steps.Count - last - 1);
        steps.Add(new Step(FactName.Cancelled, at, Stage.Cancelled, new Detail("reason", reason)));
    }

    private void Then(FactName fact, Stage stage, double workingDays, OpeningHours hours, params Detail[] told) =>
        steps.Add(new Step(fact, WorkingTime.During(Now, workingDays, hours, random), stage, told));

    private DateTimeOffset Later(DateTimeOffset at) => at > Now.AddMinutes(5) ? at : Now.AddMinutes(5);

    private static Detail At(Location location) => new("location", location.Slug);

    private static Detail Until(DateTimeOffset moment) => new("heldUntil", moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
