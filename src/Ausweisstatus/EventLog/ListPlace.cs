using System.Globalization;

namespace Ausweisstatus.EventLog;

/// <summary>A place in a list, of documents or of something else with an id: behind this one.</summary>
/// <param name="Order">By what the list is ordered: microseconds since 1970 of a moment, or the number of a day.</param>
/// <param name="Id">Where several have the same.</param>
internal readonly record struct ListPlace(long Order, Guid Id)
{
    public DateTimeOffset Moment => DateTimeOffset.UnixEpoch.AddMicroseconds(Order);

    public DateOnly Day => DateOnly.FromDayNumber((int)Order);

    public static ListPlace Of(ListedDocument last, bool byDay) =>
        new(byDay ? last.OverdueFrom!.Value.DayNumber : Microseconds(last.Since), last.Id);

    public static ListPlace Of(DateTimeOffset moment, Guid id) => new(Microseconds(moment), id);

    public static bool TryParse(string text, bool byDay, out ListPlace place)
    {
        place = default;
        var (min, max) = byDay
            ? (0, DateOnly.MaxValue.DayNumber)
            : (Microseconds(DateTimeOffset.MinValue), Microseconds(DateTimeOffset.MaxValue));
        if (text.Split('.') is not [var order, var id]
            || !long.TryParse(order, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) || parsed < min || parsed > max
            || !Guid.TryParseExact(id, "N", out var guid))
        {
            return false;
        }

        place = new(parsed, guid);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Order}.{Id:N}");

    private static long Microseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
