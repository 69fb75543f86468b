using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ausweisstatus.Domain;

/// <summary>
/// A date of birth as identity documents know it: day, or day and month, may be unknown and are then written as zeros
/// (<c>1960-05-00</c>, <c>1960-00-00</c>). Nobody is born in the future: whoever takes one from outside asks <see cref="IsInFuture"/> too.
/// </summary>
public readonly record struct DateOfBirth : IParsable<DateOfBirth>
{
    private const int EarliestYear = 1850;
    private const int LatestYear = 2200;

    private DateOfBirth(int year, int month, int day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    /// <summary>1 to 12, or 0 where unknown.</summary>
    public int Month { get; }

    /// <summary>1 to 31, or 0 where unknown.</summary>
    public int Day { get; }

    public static bool TryCreate(int year, int month, int day, out DateOfBirth result)
    {
        var exists = year is >= EarliestYear and <= LatestYear && (month, day) switch
        {
            (0, 0) => true,
            ( >= 1 and <= 12, 0) => true,
            ( >= 1 and <= 12, >= 1) => day <= DateTime.DaysInMonth(year, month),
            _ => false,
        };
        result = exists ? new DateOfBirth(year, month, day) : default;
        return exists;
    }

    public static DateOfBirth Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("A date of birth is written YYYY-MM-DD, 00 for what is unknown.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DateOfBirth result)
    {
        result = default;
        return s is { Length: 10 } && s[4] == '-' && s[7] == '-'
            && Number(s.AsSpan(0, 4), out var year)
            && Number(s.AsSpan(5, 2), out var month)
            && Number(s.AsSpan(8, 2), out var day)
            && TryCreate(year, month, day, out result);
    }

    public static bool TryParse([NotNullWhen(true)] string? s, out DateOfBirth result) => TryParse(s, null, out result);

    /// <summary>
    /// Whether it is later than today by the calendar of Berlin. What is unknown counts as the first day it may have been.
    /// </summary>
    public bool IsInFuture(DateTimeOffset now) => new DateOnly(Year, Math.Max(Month, 1), Math.Max(Day, 1)) > now.DayInBerlin();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}");

    // int.TryParse forgives NUL characters at the end.
    private static bool Number(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return !digits.ContainsAnyExceptInRange('0', '9') && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
