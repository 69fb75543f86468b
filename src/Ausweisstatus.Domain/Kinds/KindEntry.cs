namespace Ausweisstatus.Domain;

/// <summary>What an installation knows about a kind of document.</summary>
/// <param name="UsualWorkingDays">Working days (Monday to Friday) from application to collection; after them it counts as overdue.</param>
/// <param name="Texts">Its words by language, e.g. <c>de</c>; German is always there.</param>
/// <param name="Bring">What to bring when it is collected: codes that every language has words for.</param>
/// <param name="Advice">What is good to know of it in some cases: such codes, too.</param>
/// <param name="InAHurry">What else there is for who needs it sooner, likewise.</param>
public sealed record KindEntry(
    DocumentKind Kind,
    int UsualWorkingDays,
    IReadOnlyDictionary<string, KindTexts> Texts,
    IReadOnlyList<string> Bring,
    IReadOnlyList<string>? Advice = null,
    IReadOnlyList<string>? InAHurry = null)
{
    public const string German = "de";

    /// <summary>Its words in a language. Where it has none there, the German ones; "Ihr" stands in no sentence of another language.</summary>
    public KindTexts TextsIn(string language) =>
        Texts.GetValueOrDefault(language)
        ?? (language.StartsWith($"{German}-", StringComparison.Ordinal) ? Texts[German] : Texts[German] with { Yours = Texts[German].Name });
}

/// <summary>The words for a kind in one language.</summary>
/// <param name="Name">On its own: <c>Identity card</c>.</param>
/// <param name="Yours">As the subject that a sentence begins with: <c>Your identity card</c>.</param>
/// <param name="Bring">Further things to bring, each a sentence.</param>
public sealed record KindTexts(string Name, string Yours, IReadOnlyList<string>? Bring = null);
