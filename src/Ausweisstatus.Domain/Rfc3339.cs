using System.Numerics;

namespace Ausweisstatus.Domain;

/// <summary>
/// Reads a time as RFC 3339 writes it, <c>2026-05-04T09:12:00+02:00</c>, and nothing that only looks like one: without an offset a time
/// would be read in the time zone of whoever reads it.
/// </summary>
public static class Rfc3339
{
    private const int OffsetLength = 6;
    private const int MinutesOfDay = 24 * 60;

    /// <summary>Reads UTF-8.</summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out DateTimeOffset)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset utc) => TryRead(utf8, out utc);

    /// <summary>
    /// The letters may be lower case. The second 60 is the first of the next minute. Of a fraction everything below 100 nanoseconds is cut off.
    /// </summary>
    /// <param name="text">A day, T, a time and an offset; nothing before or after.</param>
    /// <param name="utc">The same moment, in UTC.</param>
    /// <returns>False where this is no such time, or one before the year 1 or after the year 9999 in UTC.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset utc) => TryRead(text, out utc);

    private static bool TryRead<T>(ReadOnlySpan<T> text, out DateTimeOffset utc) where T : unmanaged, IBinaryInteger<T>
    {
        utc = default;
        if (text.Length < "2026-05-04T09:12:00Z".Length
            || !IsAt(text, 4, '-') || !IsAt(text, 7, '-') || !(IsAt(text, 10, 'T') || IsAt(text, 10, 't')) || !IsAt(text, 13, ':') || !IsAt(text, 16, ':')
            || !TryReadDay(text, out var day) || !TryReadSeconds(text, out var seconds)
            || !TryReadFraction(text[19..], out var fraction, out var rest) || !TryReadOffset(rest, out var offsetMinutes))
        {
            return false;
        }

        var ticks = day.Ticks + (seconds * TimeSpan.TicksPerSecond) + fraction - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadDay<T>(ReadOnlySpan<T> text, out DateTime day) where T : unmanaged, IBinaryInteger<T>
    {
        var (year, month, date) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && date >= 1 && date <= DateTime.DaysInMonth(year, month);
        day = exists ? new DateTime(year, month, date) : default;
        return exists;
    }

    private static bool TryReadSeconds<T>(ReadOnlySpan<T> text, out long seconds) where T : unmanaged, IBinaryInteger<T>
    {
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        seconds = (((hour * 60L) + minute) * 60) + second;
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 60;
    }

    /// <summary>None, or a point and at least one digit.</summary>
    private static bool TryReadFraction<T>(ReadOnlySpan<T> text, out long ticks, out ReadOnlySpan<T> rest) where T : unmanaged, IBinaryInteger<T>
    {
        ticks = 0;
        rest = text;
        if (!IsAt(text, 0, '.'))
        {
            return true;
        }

        var end = 1;
        var unit = TimeSpan.TicksPerSecond;
        for (; end < text.Length && Digit(text[end]) is >= 0 and var digit; end++)
        {
            unit /= 10;
            ticks += digit * unit;
        }

        rest = text[end..];
        return end > 1;
    }

    private static bool TryReadOffset<T>(ReadOnlySpan<T> text, out int minutes) where T : unmanaged, IBinaryInteger<T>
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return IsAt(text, 0, 'Z') || IsAt(text, 0, 'z');
        }

        if (text.Length != OffsetLength || !(IsAt(text, 0, '+') || IsAt(text, 0, '-')) || !IsAt(text, 3, ':'))
        {
            return false;
        }

        var (hour, minute) = (Number(text[1..3]), Number(text[4..6]));
        minutes = (hour * 60) + minute;
        var exists = hour >= 0 && minute is >= 0 and <= 59 && minutes < MinutesOfDay;
        minutes = IsAt(text, 0, '-') ? -minutes : minutes;
        return exists;
    }

    private static bool IsAt<T>(ReadOnlySpan<T> text, int place, char character) where T : unmanaged, IBinaryInteger<T> =>
        place < text.Length && text[place] == T.CreateTruncating(character);

    /// <returns>A negative number where one of them is no digit.</returns>
    private static int Number<T>(ReadOnlySpan<T> digits) where T : unmanaged, IBinaryInteger<T>
    {
        var number = 0;
        foreach (var character in digits)
        {
            var digit = Digit(character);
            if (digit < 0)
            {
                return -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }

    private static int Digit<T>(T character) where T : unmanaged, IBinaryInteger<T>
    {
        var digit = int.CreateTruncating(character) - '0';
        return digit is >= 0 and <= 9 ? digit : -1;
    }
}
