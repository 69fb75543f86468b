using Ausweisstatus.Simulator.Figures;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>
/// What a client's clock makes of a moment. A wrong clock may put a step behind one that came after it, but never across a new start
/// of the course (an order returned, a document remade, lost or sent again): no system could tell any more what then belongs to which start.
/// </summary>
internal static class Clock
{
    public static DateTimeOffset Stamp(Client client, DateTimeOffset at, DateTimeOffset exported, Bounds bounds, SeededRandom random)
    {
        if (client == Client.PrintShop)
        {
            return random.Happens(Assumptions.StampedWhenExported)
                ? bounds.Clip(exported)
                : bounds.Clip(at + WrongBy(Assumptions.PrintShopClockWrong, minutes: 8 * 60, random));
        }

        return client == Client.Courier
            ? bounds.Clip(at + WrongBy(Assumptions.CourierClockWrong, minutes: 8 * 60, random))
            // Steps of one office are five minutes apart or more, so its own steps stay in order.
            : bounds.Clip(at + WrongBy(Assumptions.OfficeClockWrong, minutes: 2, random));
    }

    // From seconds to hours: small errors are as common as large ones.
    private static TimeSpan WrongBy(double rate, double minutes, SeededRandom random)
    {
        if (!random.Happens(rate))
        {
            return TimeSpan.Zero;
        }

        var seconds = Math.Floor(Math.Exp(random.Between(0, Math.Log(minutes * 60))));
        return TimeSpan.FromSeconds(random.Happens(0.5) ? seconds : -seconds);
    }
}

/// <summary>Between which moments, both included, a stamp may lie.</summary>
internal readonly record struct Bounds(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    public DateTimeOffset Clip(DateTimeOffset at) => at < Earliest ? Earliest : at > Latest ? Latest : at;

    /// <summary>For each step, the new start before it and the one after it. A new start itself is stamped rightly.</summary>
    public static IReadOnlyList<Bounds> Of(IReadOnlyList<Step> steps, DateTimeOffset cut)
    {
        var second = TimeSpan.FromSeconds(1);
        var bounds = new Bounds[steps.Count];
        var earliest = steps[0].At;
        for (var i = 0; i < steps.Count; i++)
        {
            var fixedStep = i == 0 || steps[i].StartsAgain;
            bounds[i] = fixedStep ? new Bounds(steps[i].At, steps[i].At) : new Bounds(earliest + second, cut - second);
            earliest = fixedStep ? steps[i].At : earliest;
        }

        var latest = cut;
        for (var i = steps.Count - 1; i > 0; i--)
        {
            if (steps[i].StartsAgain)
            {
                latest = steps[i].At;
            }
            else
            {
                bounds[i] = bounds[i] with { Latest = latest - second };
            }
        }

        return bounds;
    }
}
