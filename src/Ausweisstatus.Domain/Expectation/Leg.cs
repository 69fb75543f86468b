namespace Ausweisstatus.Domain.Expectation;

/// <summary>A part of the way of a document that takes its time.</summary>
public enum Leg
{
    /// <summary>From the application, or from where work began anew, until it is dispatched.</summary>
    Making,

    /// <summary>From when it was produced until it is dispatched.</summary>
    Dispatching,

    /// <summary>From its dispatch until its office has it ready.</summary>
    ToOffice,

    /// <summary>From its arrival at the office until it is ready there.</summary>
    AtOffice,

    /// <summary>From its dispatch until somebody stands at its holder's door.</summary>
    ToHolder,
}

/// <summary>The legs of a document's way, as its history tells them.</summary>
public static class Legs
{
    private static readonly Leg[] All = Enum.GetValues<Leg>();

    /// <param name="history">The stages entered, oldest first, each with the number of its working day.</param>
    public static List<(Leg Leg, Span Span)> Of(IEnumerable<(Stage Stage, int Day)> history)
    {
        List<(Leg, Span)> done = [];
        var begun = new int?[All.Length];
        foreach (var (stage, day) in history)
        {
            foreach (var leg in All)
            {
                if (begun[(int)leg] is { } start && EndsWith(leg, stage) is { } isReached)
                {
                    // A clock may be wrong.
                    done.Add((leg, new Span(start, Math.Max(start, day), isReached)));
                    begun[(int)leg] = null;
                }
            }

            if (BeginsWith(stage) is { } next)
            {
                begun[(int)next] ??= day;
            }
        }

        done.AddRange(All.Where(leg => begun[(int)leg] is not null).Select(leg => (leg, new Span(begun[(int)leg]!.Value, null, false))));
        return done;
    }

    // Whether the leg has reached its end then, or was broken off; null where it goes on.
    private static bool? EndsWith(Leg leg, Stage stage) => (leg, stage) switch
    {
        (_, Stage.ActionNeeded or Stage.BeingRemade or Stage.Lost or Stage.Cancelled or Stage.NotCollected) => false,
        (Leg.Making or Leg.Dispatching, Stage.Shipped or Stage.InDelivery) => true,
        (Leg.Making or Leg.Dispatching, >= Stage.HeldAtBranch) => false,
        (Leg.ToOffice or Leg.AtOffice, Stage.ReadyForPickup) => true,
        (Leg.ToOffice or Leg.AtOffice, Stage.Shipped or Stage.InDelivery or Stage.HeldAtBranch or Stage.HandedOver) => false,
        (Leg.ToHolder, Stage.HeldAtBranch or Stage.HandedOver) => true,
        (Leg.ToHolder, Stage.InDelivery or Stage.Shipped or Stage.AtOffice or Stage.ReadyForPickup) => false,
        _ => null,
    };

    private static Leg? BeginsWith(Stage stage) => stage switch
    {
        Stage.Received or Stage.Ordered or Stage.InProduction or Stage.BeingRemade or Stage.Lost => Leg.Making,
        Stage.Produced => Leg.Dispatching,
        Stage.Shipped => Leg.ToOffice,
        Stage.AtOffice => Leg.AtOffice,
        Stage.InDelivery => Leg.ToHolder,
        _ => null,
    };
}
