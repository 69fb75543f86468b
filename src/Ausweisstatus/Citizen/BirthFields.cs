using System.Globalization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Citizen;

/// <summary>A date of birth from three text fields. Day, or day and month, may be empty: some identity documents do not say them.</summary>
internal static class BirthFields
{
    public const int Wrong = -1;

    public static FieldError? Check(string? day, string? month, string? year, DateTimeOffset now, out DateOfBirth birth)
    {
        birth = default;
        if (IsEmpty(day) && IsEmpty(month) && IsEmpty(year))
        {
            return new FieldError(FieldError.Day, "error.birth.missing");
        }

        var (d, m, y) = (Number(day, 2), Number(month, 2), Number(year, 4));
        return d is Wrong or > 31 ? new FieldError(FieldError.Day, "error.birth.day")
            : m is Wrong or > 12 ? new FieldError(FieldError.Month, "error.birth.month")
            : d > 0 && m == 0 ? new FieldError(FieldError.Month, "error.birth.month-missing")
            : y < 1000 ? new FieldError(FieldError.Year, "error.birth.year")
            : !DateOfBirth.TryCreate(y, m, d, out birth) ? new FieldError(FieldError.Day, "error.birth.impossible")
            : birth.IsInFuture(now) ? new FieldError(FieldError.Year, "error.birth.future")
            : null;
    }

    private static bool IsEmpty(string? written) => string.IsNullOrWhiteSpace(written);

    /// <summary>A number in digits of any script: a telephone set to Arabic types ١٩٩٠. Nothing written is 0.</summary>
    public static int Number(string? written, int longest)
    {
        var number = 0;
        var digits = (written ?? "").Trim();
        foreach (var character in digits)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(character);
            if (digit < 0 || digits.Length > longest)
            {
                return Wrong;
            }

            number = (number * 10) + digit;
        }

        return number;
    }
}
