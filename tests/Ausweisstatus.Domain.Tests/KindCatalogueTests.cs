using System.Text;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests;

public sealed class KindCatalogueTests
{
    private const string Permit = """
        [{ "kind": "parking-permit", "usualWorkingDays": 10, "bring": [], "texts": { "de": { "name": "Bewohnerparkausweis", "yours": "Ihr Bewohnerparkausweis" } } }]
        """;

    [Fact]
    public void A_further_kind_joins_those_of_the_program()
    {
        var catalogue = With(Permit);

        var entry = catalogue.Find(DocumentKind.Parse("parking-permit")).ShouldNotBeNull();
        (entry.UsualWorkingDays, entry.TextsIn("en").Name).ShouldBe((10, "Bewohnerparkausweis"));
        catalogue.All.Count.ShouldBe(KindCatalogue.Shipped.All.Count + 1);
        KindCatalogue.Shipped.Find(DocumentKind.Parse("parking-permit")).ShouldBeNull();
    }

    [Theory]
    [InlineData("de", "Ihr Bewohnerparkausweis")]
    [InlineData("de-simple", "Ihr Bewohnerparkausweis")]
    [InlineData("tr", "Bewohnerparkausweis")]
    public void Where_a_language_has_no_words_for_a_kind_its_German_name_stands_alone(string language, string yours) =>
        With(Permit).Find(DocumentKind.Parse("parking-permit"))!.TextsIn(language).Yours.ShouldBe(yours);

    [Fact]
    public void An_entry_of_a_known_kind_takes_the_place_of_what_was_there()
    {
        var catalogue = With(Permit.Replace("parking-permit", "passport", StringComparison.Ordinal));

        catalogue.All.Count.ShouldBe(KindCatalogue.Shipped.All.Count);
        catalogue.Find(DocumentKind.Parse("passport"))!.UsualWorkingDays.ShouldBe(10);
    }

    [Theory]
    [InlineData("\"parking-permit\"", "\"Parking permit\"", "2 to 40")]
    [InlineData(": 10", ": 0", "parking-permit: usualWorkingDays")]
    [InlineData("\"de\"", "\"en\"", "parking-permit: texts has no de")]
    [InlineData("\"Bewohnerparkausweis\"", "\" \"", "parking-permit: a text is empty")]
    [InlineData("{ \"name\": \"Bewohnerparkausweis\", \"yours\": \"Ihr Bewohnerparkausweis\" }", "null", "parking-permit: a text is empty")]
    [InlineData("\"bring\"", "\"brings\"", "brings")]
    [InlineData("\"usualWorkingDays\": 10,", "", "usualWorkingDays")]
    [InlineData("[{", "[{,", "invalid start")]
    public void What_is_wrong_in_a_file_is_said(string right, string wrong, string said) =>
        Should.Throw<FormatException>(() => With(Permit.Replace(right, wrong, StringComparison.Ordinal))).Message.ShouldContain(said);

    [Fact]
    public void Two_entries_of_a_kind_are_refused()
    {
        var entry = Permit.Trim('[', ']');
        Should.Throw<FormatException>(() => With($"[{entry}, {entry}]")).Message.ShouldBe("parking-permit: there are two entries.");
    }

    // An operator may take a kind out of the file; documents of it are there.
    [Fact]
    public void A_kind_that_is_not_in_the_catalogue_folds_and_is_never_overdue()
    {
        var received = Story.received with { Kind = DocumentKind.Parse("fishing-licence") };
        var document = Document.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse("B-1")).With(new KnownFact(Guid.AllBitsSet, received));

        (document.Columns.Kind, document.Columns.Stage, document.Columns.OverdueFrom).ShouldBe(("fishing-licence", "received", null));
    }

    private static KindCatalogue With(string json) => KindCatalogue.Shipped.With(Encoding.UTF8.GetBytes(json));
}
