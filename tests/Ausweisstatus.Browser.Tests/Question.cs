using Ausweisstatus.Domain;

namespace Ausweisstatus.Browser.Tests;

/// <summary>What a citizen types: a code and a date of birth.</summary>
public sealed record Question(string Code, string Day, string Month, string Year)
{
    /// <summary>A code as they are made, that leads to nothing here.</summary>
    public static Question Unknown { get; } = new(Complete("007QM3XPT9WZC4"), "17", "5", "1990");

    /// <summary>A code whose caller has asked too often; see <see cref="BesidesTheRealAnswers"/>.</summary>
    public static Question Throttled { get; } = new(Complete("007QM3XPT9WZC5"), "17", "5", "1990");

    /// <summary>Ready, and not collected in time; this and the following see <see cref="RareDocuments"/>.</summary>
    public static Question PeriodOver { get; } = new(Complete("007QM3XPT9WZC6"), "17", "5", "1990");

    /// <summary>Under way to its holder for the second time.</summary>
    public static Question SentAgain { get; } = new(Complete("007QM3XPT9WZC7"), "17", "5", "1990");

    /// <summary>Ready at last, after more than thirty steps.</summary>
    public static Question LongHistory { get; } = new(Complete("007QM3XPT9WZC8"), "17", "5", "1990");

    public static Question About(string code, string dateOfBirth)
    {
        var birth = DateOfBirth.Parse(dateOfBirth, null);
        return new Question(code, Part(birth.Day), Part(birth.Month), Part(birth.Year));
    }

    private static string Part(int number) => number == 0 ? "" : $"{number}";

    private static string Complete(string withoutCheckSymbol) =>
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Select(symbol => withoutCheckSymbol + symbol)
            .Select(code => Reference.TryParse(code, out var reference) ? reference.ToString() : null)
            .First(code => code is not null)!;
}
