using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.Calibration;

/// <summary>What was forecast for a case on a Monday, and what came.</summary>
/// <param name="Of">The case.</param>
/// <param name="On">The Monday.</param>
/// <param name="Counted">The working day from which is counted.</param>
/// <param name="From">Working days from then.</param>
/// <param name="To">Likewise.</param>
/// <param name="Came">Likewise; null where it never came.</param>
/// <param name="Leg">Where it was.</param>
/// <param name="Since">When that began.</param>
internal readonly record struct Forecast(Case Of, DateOnly On, int Counted, int From, int To, int? Came, Leg Leg, int Since)
{
    public bool IsHit => Came >= From && Came <= To;
}

/// <summary>Forecasts as they would have been made: on each Monday from what was recorded by then, with tables that were made each day and kept.</summary>
internal sealed class Replay(IReadOnlyList<Case> cases)
{
    private readonly Dictionary<Case, (Case Of, List<(Leg Leg, Span Span)> Legs)> known = new(cases.Count, ReferenceEqualityComparer.Instance);
    private readonly ILookup<DateOnly, Case> news = cases.SelectMany(one => one.Steps.Select(step => step.Known).Distinct().Select(day => (day, one))).ToLookup(pair => pair.day, pair => pair.one);
    private readonly Dictionary<string, Dictionary<int, WaitingLine>> kept = [];
    private readonly Dictionary<string, int> joined = [];

    /// <summary>Of cases of which there was nothing to say.</summary>
    public int Without { get; private set; }

    public IEnumerable<Forecast> Run(DateOnly begin, DateOnly end)
    {
        for (var day = cases.Min(one => one.Steps[0].Known); day < end; day = day.AddDays(1))
        {
            foreach (var one in news[day])
            {
                Learn(one, day);
            }

            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            var counted = WorkingDays.NumberOf(day) - 1;
            var forecasts = day.DayOfWeek == DayOfWeek.Monday && day >= begin;
            var observations = new Observations(counted, authority => Observations.IsInLine(joined.TryGetValue(authority, out var first) ? first : null, counted));
            foreach (var (one, legs) in known.Values)
            {
                observations.Add(one.Authority, one.Kind, one.Place, legs);
            }

            foreach (var kind in observations.Kinds)
            {
                Kept(kind)[counted] = observations.Line(kind);
            }

            if (forecasts)
            {
                var kinds = observations.Kinds.ToDictionary(kind => kind, kind => observations.Times(kind, Kept(kind)));
                foreach (var forecast in OnMonday(day, counted, kinds, observations.Places))
                {
                    yield return forecast;
                }
            }
        }
    }

    private IEnumerable<Forecast> OnMonday(DateOnly day, int counted, Dictionary<string, KindTimes> kinds, PlaceObservations observed)
    {
        var places = observed.Times().ToDictionary(one => (one.Authority, one.Place), one => one.Times);
        foreach (var (one, legs) in known.Values)
        {
            if (legs.All(leg => leg.Span.End is not null) || one.IsCancelled || Waiting.Of(one.KnownOn(day), one.IsDirect ? Delivery.Direct : Delivery.Pickup) is not { } waiting)
            {
                continue;
            }

            var place = places.GetValueOrDefault((one.Authority, one.Place)) ?? places.GetValueOrDefault((one.Authority, null)) ?? places[(null, null)];
            var outlook = Outlook.Of(waiting, kinds.GetValueOrDefault(one.Kind), place, counted, earliest: 1);
            if (outlook?.Shares.Range(Outlook.LeftOut, Outlook.LeftOut) is { } range)
            {
                yield return new(one, day, counted, range.From, range.To, one.OutcomeAfter(day) - counted, waiting.Produced is null ? waiting.Leg : Leg.Dispatching, waiting.Produced ?? waiting.Since);
            }
            else
            {
                Without++;
            }
        }
    }

    private void Learn(Case one, DateOnly day)
    {
        var legs = Legs.Of(one.KnownOn(day).Select(line => (line.Stage, WorkingDays.NumberOf(line.At.DayInBerlin()))));
        known[one] = (one, legs);
        if (!joined.ContainsKey(one.Authority) && legs.Find(leg => leg is { Leg: Leg.Making, Span.IsReached: true }).Span.End is { } dispatched)
        {
            joined.Add(one.Authority, dispatched);
        }
    }

    private Dictionary<int, WaitingLine> Kept(string kind)
    {
        if (!kept.TryGetValue(kind, out var lines))
        {
            kept.Add(kind, lines = []);
        }

        return lines;
    }
}
