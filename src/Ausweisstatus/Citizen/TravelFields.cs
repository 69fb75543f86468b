namespace Ausweisstatus.Citizen;

/// <summary>A day of departure from three text fields; shown again as they were typed.</summary>
internal sealed record TravelFields(string? Day = null, string? Month = null, string? Year = null)
{
    public static TravelFields Of(IFormCollection form) => new(form["leave-day"].FirstOrDefault(), form["leave-month"].FirstOrDefault(), form["leave-year"].FirstOrDefault());

    /// <summary>The key of what is wrong; null where it is a day from today on.</summary>
    public string? Check(DateOnly today, out DateOnly day)
    {
        day = default;
        if (string.IsNullOrWhiteSpace(Day + Month + Year))
        {
            return "error.travel.missing";
        }

        var (d, m, y) = (BirthFields.Number(Day, 2), BirthFields.Number(Month, 2), BirthFields.Number(Year, 4));
        if (y is < 1000 or > 9998 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m))
        {
            return "error.birth.impossible";
        }

        day = new DateOnly(y, m, d);
        return day < today ? "error.travel.past" : null;
    }
}
