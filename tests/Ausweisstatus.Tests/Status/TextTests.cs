using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Ausweisstatus.Domain;
using Ausweisstatus.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Status;

public sealed partial class TextTests
{
    // No fact leads there today; the words are a net below the table of reasons.
    private static readonly string[] Nets =
        ["stage.action-needed.headline", "stage.cancelled.headline", "next.contact-office"];

    private static readonly string[] Others = ["format.date", "overdue", "pickup.unknown-location"];

    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    [Fact]
    public void The_product_speaks_German_and_English() =>
        Language.All.Select(language => language.Code).ShouldBe(["de", "en"], ignoreOrder: false);

    [Theory, MemberData(nameof(Languages))]
    public void No_language_lacks_a_key_or_has_one_more(string code) =>
        TextsOf(code).Keys.ShouldBe(TextsOf("de").Keys, ignoreOrder: true);

    [Theory, MemberData(nameof(Languages))]
    public void The_placeholders_are_those_of_the_German_text(string code)
    {
        var german = TextsOf("de");
        foreach (var (key, text) in TextsOf(code))
        {
            Placeholders(text).ShouldBe(Placeholders(german[key]), ignoreOrder: true, key);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_text_is_empty(string code) => TextsOf(code).ShouldAllBe(text => !string.IsNullOrWhiteSpace(text.Value));

    // "Your identity card" has a capital, and in German the case of a subject.
    [Theory, MemberData(nameof(Languages))]
    public void A_headline_begins_with_the_document(string code) =>
        TextsOf(code).Where(text => text.Key.EndsWith(".headline", StringComparison.Ordinal)).ShouldAllBe(text => text.Value.StartsWith("{0} "));

    [Theory, MemberData(nameof(Languages))]
    public void Every_reachable_stage_of_every_kind_has_words(string code)
    {
        var reached = new HashSet<Stage>();
        foreach (var (document, day) in Stories.All().SelectMany(document => new[] { (document, 20), (document, 200) }))
        {
            var answer = AnswerStatus.Answer(document, null, Language.Of(code), Stories.Day(day)).ShouldNotBeNull();
            reached.Add(answer.Stage);
            string[] words =
                [answer.KindName, answer.Headline, answer.NextStep.Text, .. answer.History.Select(line => line.Text), .. answer.Pickup?.Bring ?? []];
            words.ShouldAllBe(text => !string.IsNullOrWhiteSpace(text) && !text.Contains('{'));
        }

        reached.ShouldBe(Enum.GetValues<Stage>(), ignoreOrder: true);
    }

    [Fact]
    public void Every_text_is_used()
    {
        var used = new HashSet<string>([.. Nets, .. Others]);
        foreach (var status in Stories.All().Select(document => document.Status))
        {
            foreach (var over in new[] { false, status.HeldUntil is not null })
            {
                used.Add(Wording.Headline(status.Stage!.Value, status, over));
                used.Add(NextSteps.Of(status.Stage!.Value, status, over).Key);
            }

            used.UnionWith(Enumerable.Range(0, status.History.Length).Select(line => Wording.History(status.History, line)));
        }

        used.UnionWith(DocumentKind.All.SelectMany(kind => new[] { $"kind.{kind.Slug}.name", $"kind.{kind.Slug}.yours" }));
        // Codes that offices may use, and what the form says.
        TextsOf("de").Keys.Where(key => !key.StartsWith("bring.", StringComparison.Ordinal) && !key.StartsWith("ask.", StringComparison.Ordinal))
            .ShouldBe(used, ignoreOrder: true);
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("EN", "en")]
    [InlineData("de-AT", "de")]
    [InlineData("fr", "de")]
    [InlineData("", "de")]
    [InlineData("-", "de")]
    [InlineData("x-\u0000", "de")]
    [InlineData(null, "de")]
    public void A_tag_leads_to_a_language_we_speak(string? tag, string code) => Language.Of(tag).Code.ShouldBe(code);

    private static Dictionary<string, string> TextsOf(string code)
    {
        // German is neutral; the others must have their own file, and are read without falling back to it.
        var culture = code == "de" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(code);
        return StatusTexts.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)
            .ShouldNotBeNull()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
