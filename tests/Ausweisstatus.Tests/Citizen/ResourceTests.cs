using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Citizen;

/// <summary>Every resource of the product, whichever capability it belongs to.</summary>
public sealed partial class ResourceTests
{
    private const string Ending = ".resources";

    public static TheoryData<string, string> EveryResource() =>
        [.. from name in Names() from language in Language.All where language != Language.Default select (name, language.Tag)];

    [Theory, MemberData(nameof(EveryResource))]
    public void EveryResourceHasEveryKeyInEveryLanguage(string resource, string language)
    {
        var german = Read(resource, CultureInfo.InvariantCulture);
        var other = Read(resource, CultureInfo.GetCultureInfo(language));

        german.Count.ShouldBeGreaterThan(0);
        other.Keys.Except(german.Keys).ShouldBeEmpty("keys that German does not have");
        german.Keys.Except(other.Keys).ShouldBeEmpty("keys that are not translated");
        german.Where(text => string.IsNullOrWhiteSpace(text.Value) || string.IsNullOrWhiteSpace(other[text.Key])).Select(text => text.Key).ShouldBeEmpty("empty texts");
        german.Where(text => !Placeholders(text.Value).SequenceEqual(Placeholders(other[text.Key]))).Select(text => text.Key).ShouldBeEmpty("placeholders that differ");
    }

    [Fact]
    public void Every_kind_of_document_has_a_name_on_the_slip()
    {
        var texts = Read("Ausweisstatus.Citizen.Texts", CultureInfo.InvariantCulture);

        DocumentKind.All.Select(kind => $"kind.{kind.Slug}").Except(texts.Keys).ShouldBeEmpty();
    }

    private static List<string> Names() =>
        [.. from name in typeof(Language).Assembly.GetManifestResourceNames() where name.EndsWith(Ending, StringComparison.Ordinal) select name[..^Ending.Length]];

    private static Dictionary<string, string> Read(string resource, CultureInfo language) =>
        new ResourceManager(resource, typeof(Language).Assembly).GetResourceSet(language, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(found => found.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+")]
    private static partial Regex Placeholder();
}
