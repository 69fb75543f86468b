namespace Ausweisstatus.Domain;

/// <summary>Moments as days and hours by the calendar of Berlin, which offices and citizens go by, wherever the server stands.</summary>
public static class BerlinTime
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static DateOnly DayInBerlin(this DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Berlin).DateTime);

    public static TimeOnly TimeInBerlin(this DateTimeOffset moment) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Berlin).DateTime);

    /// <summary>The moment at which clocks in Berlin show this; the first of two where they are put back.</summary>
    public static DateTimeOffset MomentInBerlin(DateTime shown)
    {
        var offsets = Berlin.IsAmbiguousTime(shown) ? Berlin.GetAmbiguousTimeOffsets(shown) : [Berlin.GetUtcOffset(shown)];
        return new DateTimeOffset(DateTime.SpecifyKind(shown, DateTimeKind.Unspecified), offsets.Max()).ToUniversalTime();
    }
}
