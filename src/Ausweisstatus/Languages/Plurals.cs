namespace Ausweisstatus.Languages;

/// <summary>
/// Which form of the words belongs to a whole number: the categories of Unicode CLDR, e.g. one and few and many in Polish. Neighbours of our
/// languages are here, too, so that one of them can be added as a file alone. A language that is not named here has one and other.
/// </summary>
internal static class Plurals
{
    /// <summary>The forms that a language needs words for.</summary>
    public static string[] FormsOf(string language) => language switch
    {
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        "pl" or "ru" or "uk" => ["one", "few", "many"],
        "bs" or "hr" or "sr" or "cs" or "sk" or "ro" => ["one", "few", "other"],
        _ => ["one", "other"],
    };

    /// <param name="number">0 or more.</param>
    public static string FormOf(string language, int number) => (language, number % 10, number % 100) switch
    {
        ("ar", _, _) when number is 0 => "zero",
        ("ar", _, _) when number is 1 => "one",
        ("ar", _, _) when number is 2 => "two",
        ("ar", _, >= 3 and <= 10) => "few",
        ("ar", _, >= 11) => "many",
        ("pl", _, _) when number is 1 => "one",
        ("ru" or "uk", 1, not 11) => "one",
        ("pl" or "ru" or "uk", >= 2 and <= 4, not (>= 12 and <= 14)) => "few",
        ("pl" or "ru" or "uk", _, _) => "many",
        ("bs" or "hr" or "sr", 1, not 11) => "one",
        ("bs" or "hr" or "sr", >= 2 and <= 4, not (>= 12 and <= 14)) => "few",
        ("cs" or "sk", _, _) when number is >= 2 and <= 4 => "few",
        ("ro", _, _) when number is not 1 && number % 100 is 0 or <= 19 => "few",
        ("fr" or "fa", _, _) when number is 0 => "one",
        _ => number is 1 && language != "ar" ? "one" : "other",
    };
}
