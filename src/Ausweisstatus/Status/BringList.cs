using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>What to bring when a document is collected: usual things by kind, then what the office adds.</summary>
internal static class BringList
{
    /// <summary>For a kind that the table does not name yet.</summary>
    private static readonly string[] Usual = ["identity-document", "power-of-attorney"];

    private static readonly Dictionary<string, string[]> ByKind = new()
    {
        ["identity-card"] = ["old-identity-card", "power-of-attorney"],
        ["provisional-identity-card"] = ["old-identity-card", "power-of-attorney"],
        ["passport"] = ["old-passport", "identity-document", "power-of-attorney"],
        ["express-passport"] = ["old-passport", "identity-document", "power-of-attorney"],
        ["provisional-passport"] = ["old-passport", "identity-document", "power-of-attorney"],
        ["eid-card"] = ["home-country-document", "power-of-attorney"],
        ["residence-permit"] = ["valid-passport", "old-residence-permit", "power-of-attorney"],
        ["travel-document"] = ["old-travel-document", "residence-permit", "power-of-attorney"],
    };

    /// <param name="kind">The kind of document.</param>
    /// <param name="added">What the office adds: a code that has words in every language, or a sentence, which is shown as it is.</param>
    public static IReadOnlyList<string> Of(DocumentKind kind, IReadOnlyList<string> added, StatusTexts texts) =>
    [
        .. ByKind.GetValueOrDefault(kind.Slug, Usual).Union(added).Select(thing => texts.Find($"bring.{thing}") ?? thing),
    ];
}
