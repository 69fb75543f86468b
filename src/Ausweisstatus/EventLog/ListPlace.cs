using System.Globalization;

namespace Ausweisstatus.EventLog;

/// <summary>A place in a list, of documents or of something else with an id: behind this one.</summary>
/// <param name="Order">By what the list is ordered: microseconds since 1970 of a moment, the number of a day, or that of a fact.</param>
/// <param name="Id">Where several have the same.</param>
internal readonly record struct ListPlace(long Order, Guid Id)
{
    public DateTimeOffset Moment => DateTimeOffset.UnixEpoch.AddMicroseconds(Order);

    public DateOnly Day => DateOnly.FromDayNumber((int)Order);

    public static ListPlace Of(ListedDocument last, ListOrder order) => new(
        order switch
        {
            ListOrder.OverdueFrom => last.OverdueFrom!.Value.DayNumber,
            ListOrder.Corrected => last.Correction,
            _ => Microseconds(last.Since),
        },
        last.Id);

    public static ListPlace Of(DateTimeOffset moment, Guid id) => new(Microseconds(moment), id);

    public static bool TryParse(string text, ListOrder by, out ListPlace place)
    {
        place = default;
        var (min, max) = by switch
        {
            ListOrder.OverdueFrom => (0, DateOnly.MaxValue.DayNumber),
            ListOrder.Corrected => (0, long.MaxValue),
            _ => (Microseconds(DateTimeOffset.MinValue), Microseconds(DateTimeOffset.MaxValue)),
        };
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
