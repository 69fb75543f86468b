using Ausweisstatus.Domain;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Status;

/// <summary>What to bring when a document is collected: what the catalogue says of the kind, then what the office adds.</summary>
internal static class WhatToBring
{
    /// <summary>For a kind that is not in the catalogue.</summary>
    private static readonly string[] Usual = ["identity-document", "power-of-attorney"];

    /// <param name="kind">The kind of document.</param>
    /// <param name="added">What the office adds: a code that has words in every language, or a sentence, which is shown as it is.</param>
    public static IReadOnlyList<string> Of(DocumentKind kind, IReadOnlyList<string> added, Language language)
    {
        var entry = KindCatalogue.Current.Find(kind);
        return
        [
            .. (entry?.Bring ?? Usual).Union(added).Select(thing => language.Find($"bring.{thing}") ?? thing),
            .. entry?.TextsIn(language.Code).Bring ?? [],
        ];
    }
}
