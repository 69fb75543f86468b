using System.Text.RegularExpressions;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Status;
using Ausweisstatus.Support.History;
using Ausweisstatus.Support.Pages;
using Ausweisstatus.Tests.Docs;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Languages;

/// <summary>The files of the languages, held against each other and against the code.</summary>
public sealed partial class LanguageTests
{
    // No fact leads there today; the words are a net below the table of reasons.
    private static readonly string[] Nets = ["stage.action-needed.headline", "stage.cancelled.headline", "next.contact-office"];

    // Keys that the code puts together; every other stands in it as it is.
    private static readonly string[] PutTogether = ["bring.", "expected.", "travel.", "problem.", "privacy.", "accessibility.", "differences.", "refusal.", "refold.what.", "advice.", "rebuild.projection.", "rebuild.state.", "log.what.", "done."];

    private static readonly string[] WordsOfHistory =
    [
        .. FactType.All.Select(type => $"fact.{type.Name}"),
        .. Enum.GetValues<Stage>().Select(stage => $"stage.{KebabCase.Of(stage)}.name"),
        .. Enum.GetValues<FactMark>().Select(mark => $"replay.mark.{KebabCase.Of(mark)}"),
        .. Enum.GetValues<Anomaly>().Select(anomaly => $"anomaly.{KebabCase.Of(anomaly)}"),
        .. Enum.GetValues<RetractionReason>().Select(reason => $"retract.why.{KebabCase.Of(reason)}"),
        .. SayModel.Types.Select(type => $"say.{type}"),
        .. ListsModel.Kinds.SelectMany(kind => new[] { $"lists.{kind}", $"lists.{kind}.hint" }),
    ];

    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    public static TheoryData<string> LanguagesOfStaff => [.. Language.OfStaff.Select(language => language.Code)];

    [Fact]
    public void The_product_speaks_nine_languages_in_the_order_in_which_they_are_offered() =>
        Language.All.Select(language => language.Code).ShouldBe(["de", "de-simple", "en", "fr", "pl", "tr", "ru", "uk", "ar"]);

    [Theory, MemberData(nameof(Languages))]
    public void No_language_lacks_a_key_or_has_one_more(string code) =>
        WithoutForms(Language.Of(code).Keys).ShouldBe(WithoutForms(Language.Default.Keys), ignoreOrder: true);

    [Theory, MemberData(nameof(LanguagesOfStaff))]
    public void No_language_of_the_console_lacks_a_key_or_has_one_more(string code) =>
        WithoutForms(Language.Of(code).KeysForStaff).ShouldBe(WithoutForms(Language.Default.KeysForStaff), ignoreOrder: true);

    [Fact]
    public void The_console_speaks_German_and_English() => Language.OfStaff.Select(language => language.Code).ShouldBe(["de", "en"]);

    [Theory, MemberData(nameof(LanguagesOfStaff))]
    public void Pages_of_citizens_use_no_words_of_the_console(string code)
    {
        var source = Directory.EnumerateFiles(Path.Combine(Pages.Root, "src", "Ausweisstatus"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => IsSource(file) && !file.Contains($"{Path.DirectorySeparatorChar}Support{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToArray();
        Language.Of(code).KeysForStaff.Where(key => source.Any(text => text.Contains($"\"{key}\"", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_plural_has_every_form_that_the_language_needs_and_no_other(string code)
    {
        var plurals = Language.Of(code).Keys.Where(key => Plural(key) is not null).ToLookup(key => Plural(key)!, key => key[(key.LastIndexOf('.') + 1)..]);
        plurals.Count.ShouldBeGreaterThan(0);
        plurals.ShouldAllBe(plural => plural.Order().SequenceEqual(Plurals.FormsOf(code).Order()));
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_placeholders_are_those_of_the_German_text(string code)
    {
        var language = Language.Of(code);
        string[] keys = [.. language.Keys, .. language.KeysForStaff];
        foreach (var key in keys.Where(key => Plural(key) is null))
        {
            Placeholders(language[key]).ShouldBe(Placeholders(Language.Default[key]), key);
        }

        // One thing may be counted in words.
        foreach (var key in keys.Where(key => Plural(key) is not null))
        {
            (Placeholders(language[key]) is [] or ["{0}"]).ShouldBeTrue(key);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_text_is_empty(string code) => Language.Of(code).Keys.ShouldAllBe(key => !string.IsNullOrWhiteSpace(Language.Of(code)[key]));

    // "Your identity card" has a capital, and in German the case of a subject. Where what follows would have to agree with it, a colon follows.
    [Theory, MemberData(nameof(Languages))]
    public void A_headline_begins_with_the_document(string code) =>
        Language.Of(code).Keys.Where(key => key.EndsWith(".headline", StringComparison.Ordinal))
            .ShouldAllBe(key => Language.Of(code)[key].StartsWith("{0}", StringComparison.Ordinal) && " :\u00a0".Contains(Language.Of(code)[key][3], StringComparison.Ordinal));

    [Theory, MemberData(nameof(Languages))]
    public void Every_kind_has_words_of_its_own(string code) =>
        KindCatalogue.Shipped.All.ShouldAllBe(entry => entry.Texts.ContainsKey(code) && entry.Bring.All(thing => Language.Of(code).Find($"bring.{thing}") != null)
            && (entry.InAHurry == null || entry.InAHurry.All(thing => Language.Of(code).Find($"travel.do.{thing}") != null)));

    [Theory, MemberData(nameof(Languages))]
    public void Every_reachable_stage_of_every_kind_has_words(string code)
    {
        var reached = new HashSet<Stage>();
        foreach (var (document, day) in Stories.All().SelectMany(document => new[] { (document, 20), (document, 200) }))
        {
            var answer = AnswerStatus.Answer(document, null, Language.Of(code), Stories.Day(day).DayInBerlin()).ShouldNotBeNull();
            reached.Add(answer.Stage);
            string[] words =
                [answer.KindName, answer.Headline, answer.NextStep.Text, .. answer.History.Select(line => line.Text), .. answer.Pickup?.Bring ?? []];
            words.Where(text => string.IsNullOrWhiteSpace(text) || text.Contains('{')).ShouldBeEmpty();
        }

        reached.ShouldBe(Enum.GetValues<Stage>(), ignoreOrder: true);
    }

    [Fact]
    public void A_kind_that_is_not_in_the_catalogue_any_more_is_told_as_a_document()
    {
        var document = Stories.Of(Stories.Applied("fishing-licence"), new ReadyForPickup(Stories.Day(2), Stories.Office));

        var answer = AnswerStatus.Answer(document, null, Language.Of("en"), new DateOnly(2027, 1, 1)).ShouldNotBeNull();

        (answer.KindName, answer.Headline, answer.Overdue).ShouldBe(("Document", "Your document is ready for collection.", false));
        answer.Pickup!.Bring.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(LanguagesOfStaff))]
    public void Every_fact_stage_and_mark_has_a_name_for_staff(string code) => WordsOfHistory.ShouldAllBe(key => Language.Of(code).Find(key) != null);

    [Fact]
    public void Every_text_is_used()
    {
        var used = new HashSet<string>(Nets);
        foreach (var status in Stories.All().Select(document => document.Status))
        {
            foreach (var over in new[] { false, status.HeldUntil is not null })
            {
                used.Add(TextKeys.Headline(status.Stage!.Value, status, over));
                used.Add(NextSteps.Of(status.Stage!.Value, status, over).Key);
            }

            used.UnionWith(Enumerable.Range(0, status.History.Length).Select(line => TextKeys.History(status.History, line)));
        }

        used.UnionWith(WordsOfHistory);
        var source = Path.Combine(Pages.Root, "src", "Ausweisstatus");
        var code = string.Concat(Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories).Where(IsSource).Select(File.ReadAllText));
        WithoutForms([.. Language.Default.Keys, .. Language.Default.KeysForStaff])
            .Where(key => !used.Contains(key) && !code.Contains($"\"{key}\"", StringComparison.Ordinal) && !PutTogether.Any(key.StartsWith))
            .ShouldBeEmpty();
    }

    private static bool IsSource(string file) => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    /// <summary>The key of the plural that this is a form of; null where it is none.</summary>
    private static string? Plural(string key) => Form().Match(key) is { Success: true } form ? form.Groups["plural"].Value : null;

    private static IEnumerable<string> WithoutForms(IEnumerable<string> keys) => keys.Select(key => Plural(key) ?? key).Distinct();

    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order()];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(?<plural>.+)\.(zero|one|two|few|many|other)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
