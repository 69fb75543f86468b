using Ausweisstatus.Domain;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Docs;

/// <summary>docs/events.md says what the code does. Where it does not, the expected row stands in the failure, ready to be copied.</summary>
public sealed class EventsCatalogueTests
{
    private const string Page = "docs/events.md";

    [Fact]
    public void The_catalogue_lists_every_fact_as_the_code_knows_it() =>
        Rows("Catalogue").ShouldBe(FactType.All.Select(CatalogueRow.Of));

    [Fact]
    public void The_words_of_the_vocabulary_are_those_of_the_code() =>
        Rows("Vocabulary").ShouldBe(
        [
            Words<Delivery>(), Words<Destination>(), Words<ReturnReason>(), Words<CancelReason>(), Words<SentAgainReason>(), Words<RetractionReason>(),
        ]);

    [Fact]
    public void The_kinds_are_those_of_the_code() =>
        Pages.Table(Page, "Kinds").Select(row => (row[0], row[^1])).ShouldBe(
            KindCatalogue.Shipped.All.Select(entry => ($"`{entry.Kind}`", $"{entry.UsualWorkingDays}")));

    [Fact]
    public void The_anomalies_are_those_of_the_code() =>
        Pages.Table(Page, "Anomalies").Select(row => row[0]).ShouldBe(
            Enum.GetNames<Anomaly>().Select(name => $"`{CatalogueRow.Kebab(name)}`"));

    private static IEnumerable<string> Rows(string heading) => Pages.Table(Page, heading).Select(cells => string.Join(" | ", cells));

    private static string Words<T>() where T : struct, Enum =>
        $"{CatalogueRow.Kebab(typeof(T).Name)} | {string.Join(", ", Enum.GetNames<T>().Select(name => $"`{CatalogueRow.Kebab(name)}`"))}";
}
