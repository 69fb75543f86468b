using System.Text.RegularExpressions;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Push;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Languages;

/// <summary>Whether a text is in the language that it stands for. Whether it is good, only a reader knows.</summary>
public sealed partial class TranslationTests
{
    // Those of the German counter, in brackets; and what every language has alike.
    private static readonly string[] Shared =
        ["Abholcode", "Beiblatt", "Aufenthaltstitel", "Reiseausweis", "Vollmacht", "Schlichtungsstelle", "Cookie", "Cookies", "cookie", "QR", "QR-код", "eID", "PIN", "WCAG", "AA", "BITV", "name@example.org"];

    // Words that only a sentence in German or English has.
    private static readonly string[] German = ["der", "die", "das", "und", "nicht", "ist", "Sie", "Ihr", "Ihre", "wird", "wurde", "mit", "wir", "oder", "auf"];
    private static readonly string[] English = ["the", "and", "is", "your", "you", "not", "has", "been", "with", "this", "will", "was"];

    private static readonly string[] OneLine = [".headline", ".title", ".subject", "slip.", "push."];

    public static TheoryData<string> Translations => [.. Language.All.Where(language => language.Code is not ("de" or "en")).Select(language => language.Code)];

    [Theory, MemberData(nameof(Translations))]
    public void No_sentence_was_left_in_German_or_English(string code)
    {
        var language = Language.Of(code);
        // "Will" and "was" are German, too.
        var foreign = code == "de-simple" ? English[..^2] : [.. German, .. English];
        foreach (var key in TextsOf(language))
        {
            var words = Words(language[key]);
            words.Intersect(foreign).ShouldBeEmpty(key);
            string?[] originals = code == "de-simple" ? [Original("en", key)] : [Original("en", key), Original("de", key)];
            (words.Length > 2 && originals.Contains(language[key])).ShouldBeFalse(key);
        }
    }

    [Theory]
    [InlineData("ar", @"\p{IsArabic}", @"[\p{IsCyrillic}پچژگکی٠-٩۰-۹]")]
    [InlineData("ru", @"\p{IsCyrillic}", @"[іїєґ\p{IsArabic}]")]
    [InlineData("uk", @"\p{IsCyrillic}", @"[ыэъё\p{IsArabic}]")]
    public void Texts_are_in_the_letters_of_their_language(string code, string letters, string foreign)
    {
        var language = Language.Of(code);
        foreach (var key in TextsOf(language))
        {
            language[key].ShouldMatch(letters, key);
            Regex.IsMatch(language[key], foreign, RegexOptions.IgnoreCase).ShouldBeFalse(key);
            Words(language[key]).Where(word => LatinWord().IsMatch(word)).Except(Shared).ShouldBeEmpty(key);
        }
    }

    [Theory]
    [InlineData("tr", "ğışçöü")]
    [InlineData("pl", "ąćęłńóśźż")]
    [InlineData("fr", "éèàçê")]
    [InlineData("uk", "ії")]
    public void A_language_uses_letters_of_its_own(string code, string letters)
    {
        var texts = string.Concat(Language.Of(code).Keys.Select(key => Language.Of(code)[key]));

        letters.ShouldAllBe(letter => texts.Contains(letter));
    }

    [Theory, MemberData(nameof(Translations))]
    public void The_name_of_a_kind_has_the_word_of_the_counter_beside_it(string code) =>
        KindCatalogue.Shipped.All.Select(entry => (German: entry.Texts["de"].Name, entry.Texts[code].Name, entry.Texts[code].Yours))
            .ShouldAllBe(kind => code == "de-simple" || (kind.Name.Contains(Noun(kind.German), StringComparison.OrdinalIgnoreCase) && !kind.Yours.Contains('(', StringComparison.Ordinal)));

    // A longer one would tell the push service the kind.
    [Fact]
    public void A_push_is_equally_long_in_every_language_for_every_kind() =>
        (from language in Language.All
         from entry in KindCatalogue.Shipped.All
         select PushChannel.Pad(new PushContent(
             language["mail.subject", entry.TextsIn(language.Code).Name], language["push.text"], $"{Guid.Empty:n}", $"/?lang={language}", language.Code, language.Direction)).Length)
        .Distinct().ShouldBe([PushChannel.Length]);

    // "Ihr Ausweis oder Pass" alone is four words.
    [Fact]
    public void A_sentence_of_Leichte_Sprache_is_short()
    {
        var simple = Language.Of("de-simple");
        foreach (var key in TextsOf(simple))
        {
            SentenceEnd().Split(simple[key]).Max(sentence => Words(sentence).Length).ShouldBeLessThanOrEqualTo(13, key);
            // One begins a line, except in titles, on the slip and where there is no room.
            (SentencesInALine().IsMatch(simple[key]) && !OneLine.Any(part => key.Contains(part, StringComparison.Ordinal))).ShouldBeFalse(key);
        }
    }

    [Theory, MemberData(nameof(Translations))]
    public void Directions_are_isolated_in_pairs(string code) =>
        Language.Of(code).Keys.ShouldAllBe(key => Language.Of(code)[key].Count(letter => letter == '\u2066') == Language.Of(code)[key].Count(letter => letter == '\u2069'));

    private static IEnumerable<string> TextsOf(Language language) =>
        language.Keys.Where(key => !key.StartsWith("format.", StringComparison.Ordinal) && key != "language.region");

    private static string? Original(string code, string key) => Language.Of(code).Find(key);

    private static string Noun(string name) => name.Replace(" für Unionsbürger", "", StringComparison.Ordinal).Split(' ')[^1];

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}][\p{L}\p{M}’@.-]*[\p{L}]|\p{L}")]
    private static partial Regex Word();

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"[.?!] \p{Lu}")]
    private static partial Regex SentencesInALine();

    [GeneratedRegex(@"[.?!:](\s|$)")]
    private static partial Regex SentenceEnd();
}
