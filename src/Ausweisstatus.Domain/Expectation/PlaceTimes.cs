namespace Ausweisstatus.Domain.Expectation;

/// <summary>How many working days each leg after the manufacturer takes at one place: an authority's office or branch.</summary>
/// <param name="ToOffice">From dispatch until it is ready there.</param>
/// <param name="AtOffice">From its arrival until it is ready.</param>
/// <param name="ToHolder">From dispatch until somebody stands at the door.</param>
public sealed record PlaceTimes(SurvivalCurve ToOffice, SurvivalCurve AtOffice, SurvivalCurve ToHolder)
{
    /// <summary>Whether anything is.</summary>
    public bool IsKnown => ToOffice.IsKnown || AtOffice.IsKnown || ToHolder.IsKnown;
}

/// <summary>
/// Observations of places: each with what was seen elsewhere in its authority, and each authority with what was seen anywhere, so that a small one has
/// times, too. What was seen elsewhere counts for no more than a few documents.
/// </summary>
public sealed class PlaceObservations(int day)
{
    // Enough for a range on their own.
    private const double Elsewhere = ObservedSteps.EnoughDocuments + 1;

    private readonly Observed anywhere = new();
    private readonly Dictionary<string, Observed> authorities = [];
    private readonly Dictionary<(string Authority, string Place), Observed> places = [];

    /// <param name="authority">Whose document it is.</param>
    /// <param name="place">Where it is collected; null where that was never said.</param>
    /// <param name="leg">Those of the manufacturer are about no place, and nothing is added.</param>
    /// <param name="span">Of the leg.</param>
    public void Add(string authority, string? place, Leg leg, Span span)
    {
        anywhere.Find(leg)?.Add(span, day);
        Own(authorities, authority).Find(leg)?.Add(span, day);
        if (place is not null)
        {
            Own(places, (authority, place)).Find(leg)?.Add(span, day);
        }
    }

    /// <summary>Of all places that were seen; without a place for the authority as a whole, without both for those not seen yet.</summary>
    public IReadOnlyList<(string? Authority, string? Place, PlaceTimes Times)> Times()
    {
        var wholes = authorities.ToDictionary(one => one.Key, one => one.Value.With(anywhere));
        return
        [
            (null, null, anywhere.Times()),
            .. wholes.Select(whole => ((string?)whole.Key, (string?)null, whole.Value.Times())),
            .. places.Select(own => ((string?)own.Key.Authority, (string?)own.Key.Place, own.Value.With(wholes[own.Key.Authority]).Times())),
        ];
    }

    private static Observed Own<TKey>(Dictionary<TKey, Observed> all, TKey key) where TKey : notnull
    {
        if (!all.TryGetValue(key, out var own))
        {
            all.Add(key, own = new());
        }

        return own;
    }

    private sealed record Observed
    {
        private const int Steps = 61;

        private ObservedSteps ToOffice { get; init; } = new(Steps);

        private ObservedSteps AtOffice { get; init; } = new(Steps);

        private ObservedSteps ToHolder { get; init; } = new(Steps);

        public ObservedSteps? Find(Leg leg) => leg switch
        {
            Leg.ToOffice => ToOffice,
            Leg.AtOffice => AtOffice,
            Leg.ToHolder => ToHolder,
            _ => null,
        };

        public Observed With(Observed others) => new()
        {
            ToOffice = ToOffice.With(others.ToOffice, Elsewhere),
            AtOffice = AtOffice.With(others.AtOffice, Elsewhere),
            ToHolder = ToHolder.With(others.ToHolder, Elsewhere),
        };

        public PlaceTimes Times() => new(CurveOf(ToOffice), CurveOf(AtOffice), CurveOf(ToHolder));

        private static SurvivalCurve CurveOf(ObservedSteps days) => SurvivalCurve.Of(days, ObservedSteps.EnoughDocuments);
    }
}
