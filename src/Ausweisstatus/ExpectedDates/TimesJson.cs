using System.Text.Json;
using System.Text.Json.Serialization;
using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.ExpectedDates;

/// <summary>How times are kept: days as dates, shares in ten-thousandths. What is shown follows from what was kept, never from what was worked out.</summary>
internal static class TimesJson
{
    private const double One = 10_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(KindTimes times) => JsonSerializer.Serialize(
        new KindRow(
            WorkingDays.DayOf(times.Line.Day), times.Line.Rate, WorkingDays.DayOf(times.Line.FirstStart), [.. times.Line.Waiting],
            [.. times.Scores.Curves.Select(curve => curve is null ? null : Kept(curve))], Kept(times.Dispatching)),
        Options);

    public static string Write(PlaceTimes times) => JsonSerializer.Serialize(new PlaceRow(Kept(times.ToOffice), Kept(times.AtOffice), Kept(times.ToHolder)), Options);

    public static KindTimes ReadKind(string json)
    {
        var row = JsonSerializer.Deserialize<KindRow>(json, Options)!;
        return new(row.Line, QueueScores.From([.. row.Scores.Select(kept => kept is null ? null : CurveOf(kept))]), CurveOf(row.Dispatching));
    }

    public static WaitingLine ReadLine(string json) => JsonSerializer.Deserialize<KindRow>(json, Options)!.Line;

    public static PlaceTimes ReadPlace(string json)
    {
        var row = JsonSerializer.Deserialize<PlaceRow>(json, Options)!;
        return new(CurveOf(row.ToOffice), CurveOf(row.AtOffice), CurveOf(row.ToHolder));
    }

    private static int[] Kept(SurvivalCurve curve) => [.. curve.Shares.Select(share => (int)Math.Round(share * One))];

    private static SurvivalCurve CurveOf(int[] kept) => SurvivalCurve.From(kept.Select(share => share / One));

    private sealed record KindRow(DateOnly Day, double Rate, DateOnly FirstStart, int[] Waiting, int[]?[] Scores, int[] Dispatching)
    {
        [JsonIgnore]
        public WaitingLine Line => new(WorkingDays.NumberOf(Day), Rate, WorkingDays.NumberOf(FirstStart), Waiting);
    }

    private sealed record PlaceRow(int[] ToOffice, int[] AtOffice, int[] ToHolder);
}
