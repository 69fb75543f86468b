namespace Ausweisstatus.Domain.Expectation;

/// <summary>What is known of all documents at the end of a working day, as far as times follow from it. Added document by document; what it takes is small.</summary>
/// <param name="day">The last complete working day.</param>
/// <param name="isInLine">
/// Whether the documents of an authority stand in the line. One that has just begun to tell us does not: those it sent before are not known, so its line
/// would be too short.
/// </param>
public sealed class Observations(int day, Func<string, bool> isInLine)
{
    /// <summary>What began so many working days ago tells nothing any more.</summary>
    public const int Longest = Learned + WaitingLine.Longest;

    /// <summary>From the lines of so many working days it is learned; what is older hardly counts.</summary>
    public const int Learned = 60;

    private readonly Dictionary<string, Kind> kinds = [];

    public IReadOnlyCollection<string> Kinds => kinds.Keys;

    public PlaceObservations Places { get; } = new(day);

    /// <summary>How long after the first dispatch we learn of an authority its documents stand in the line, in working days.</summary>
    public static bool IsInLine(int? firstDispatch, int day) => firstDispatch + WaitingLine.RateDays <= day;

    /// <param name="authority">Whose document it is.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="place">Where it is collected; null where that was not said yet.</param>
    /// <param name="legs">See <see cref="Legs.Of"/>.</param>
    public void Add(string authority, string kind, string? place, IEnumerable<(Leg Leg, Span Span)> legs)
    {
        foreach (var (leg, span) in legs)
        {
            if (span.Start < day - Longest)
            {
                continue;
            }

            if (leg is not (Leg.Making or Leg.Dispatching))
            {
                Places.Add(authority, place, leg, span);
            }
            else if (isInLine(authority))
            {
                if (!kinds.TryGetValue(kind, out var own))
                {
                    kinds.Add(kind, own = new([], []));
                }

                var spans = leg == Leg.Making ? own.Making : own.Dispatching;
                spans[span] = spans.GetValueOrDefault(span) + 1;
            }
        }
    }

    /// <summary>Who waits for a kind.</summary>
    public WaitingLine Line(string kind) => WaitingLine.Of(kinds[kind].Making, day);

    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="kept">The lines of earlier working days, as they were known then. Where one was not kept, it is made of what is known now.</param>
    public KindTimes Times(string kind, IReadOnlyDictionary<int, WaitingLine> kept)
    {
        var own = kinds[kind];
        var before = Enumerable.Range(day - Learned, Learned).Select(past => kept.GetValueOrDefault(past) ?? WaitingLine.Of(own.Making, past));
        return KindTimes.Of(own.Making, own.Dispatching, before, day);
    }

    private sealed record Kind(Dictionary<Span, int> Making, Dictionary<Span, int> Dispatching);
}
