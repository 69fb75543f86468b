using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>
/// A kind of document, e.g. <c>identity-card</c>. Kinds are entries of <see cref="All"/>, not types: a further one is a further entry.
/// </summary>
public sealed record DocumentKind : IParsable<DocumentKind>
{
    private DocumentKind(string slug, int usualWorkingDays) => (Slug, UsualWorkingDays) = (slug, usualWorkingDays);

    /// <summary>
    /// Every kind, with the working days from application to collection after which we call it overdue. Identity card: 2–3 weeks
    /// (Stadt Seligenstadt 2021); passport: 12 working days of production agreed (hohenburg.de 2024) and the ways to and from it;
    /// express passport: 3 days (meissner.orts.app 2024) and a day at the office. The others have no published figure: provisional
    /// documents are made over the counter, cards are made like identity cards, and residence permits are ordered later.
    /// </summary>
    public static IReadOnlyList<DocumentKind> All { get; } =
    [
        new("identity-card", 15),
        new("provisional-identity-card", 2),
        new("passport", 20),
        new("express-passport", 5),
        new("provisional-passport", 2),
        new("eid-card", 15),
        new("residence-permit", 30),
        new("travel-document", 30),
    ];

    public string Slug { get; }

    /// <summary>Working days (Monday to Friday) within which a document of this kind is usually ready.</summary>
    public int UsualWorkingDays { get; }

    public static DocumentKind Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("Not a kind of document we know.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [NotNullWhen(true)] out DocumentKind? result)
    {
        result = All.FirstOrDefault(kind => kind.Slug == s);
        return result is not null;
    }

    public override string ToString() => Slug;
}
