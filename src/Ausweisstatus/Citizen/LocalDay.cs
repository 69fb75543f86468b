namespace Ausweisstatus.Citizen;

/// <summary>Moments as days and hours in Germany, wherever the server stands.</summary>
internal static class LocalDay
{
    private static readonly TimeZoneInfo Germany = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static DateOnly DayOf(this DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Germany).DateTime);

    public static TimeOnly TimeOf(this DateTimeOffset moment) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Germany).DateTime);
}
