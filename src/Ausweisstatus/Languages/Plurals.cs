namespace Ausweisstatus.Languages;

/// <summary>
/// Which form of the words belongs to a whole number: the categories of Unicode CLDR, e.g. one and few and many in Polish. A language that
/// is not named here has one and other.
/// </summary>
internal static class Plurals
{
    /// <summary>The forms that a language needs words for.</summary>
    public static string[] FormsOf(string language) => language switch
    {
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        "pl" or "ru" or "uk" => ["one", "few", "many"],
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
        ("fr", _, _) when number is 0 => "one",
        _ => number is 1 && language != "ar" ? "one" : "other",
    };
}
