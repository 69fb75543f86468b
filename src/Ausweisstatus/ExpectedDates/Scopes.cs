namespace Ausweisstatus.ExpectedDates;

/// <summary>What a line of <c>expected_times</c> is about.</summary>
internal static class Scopes
{
    /// <summary>Of places that were not seen yet. Its line is there for each day.</summary>
    public const string Anywhere = "place";

    /// <summary>With this begin those of kinds.</summary>
    public const string Kinds = "kind/";

    public static string Kind(string kind) => Kinds + kind;

    /// <summary>The kind that a scope is about; null where it is about a place.</summary>
    public static string? KindOf(string scope) => scope.StartsWith(Kinds, StringComparison.Ordinal) ? scope[Kinds.Length..] : null;

    public static string Place(string? authority, string? place) =>
        authority is null ? Anywhere : place is null ? $"{Anywhere}/{authority}" : $"{Anywhere}/{authority}/{place}";

    /// <summary>All that the dates of a document follow from, the nearest place first.</summary>
    public static string[] PlacesOf(string authority, string? place) =>
        place is null ? [Place(authority, null), Anywhere] : [Place(authority, place), Place(authority, null), Anywhere];
}
