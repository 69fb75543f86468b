using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>A retraction is acknowledged only where it has an effect, or can still have one.</summary>
[Collection(SharedInstallation.Name)]
public sealed class RetractFactTests(Installation installation)
{
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task A_retraction_of_a_fact_of_another_document_is_refused_and_can_be_sent_again_for_the_right_one()
    {
        var (right, wrong) = (NewOrder(), NewOrder());
        var fact = Event("production-started", right);
        await printShop.PostEventAsync(fact);
        var id = Guid.NewGuid().ToString();

        var refused = await printShop.PostEventAsync(Retraction(wrong, fact, id));
        var accepted = await printShop.PostEventAsync(Retraction(right, fact, id));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.SlugAsync()).ShouldBe("fact-of-another-document");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await DocumentAsync(right)).Status.Stage.ShouldBeNull();
    }

    [Fact]
    public async Task In_one_batch_it_is_refused_as_well()
    {
        var fact = Event("production-started", NewOrder());

        var answer = await (await printShop.PostBatchAsync(fact, Retraction(NewOrder(), fact))).JsonAsync();

        answer["results"]!.AsArray().Select(result => (string)result!["outcome"]!).ShouldBe(["accepted", "rejected"]);
        ((string)answer["results"]![1]!["problem"]!["type"]!).ShouldBe("urn:ausweisstatus:problem:fact-of-another-document");
    }

    [Fact]
    public async Task A_retraction_may_come_before_the_fact_it_names()
    {
        var order = NewOrder();
        var fact = Event("production-started", order);

        (await printShop.PostEventAsync(Retraction(order, fact))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await printShop.PostEventAsync(fact)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await DocumentAsync(order)).Status.Stage.ShouldBeNull();
    }

    [Fact]
    public async Task A_retraction_cannot_be_retracted_nor_name_itself()
    {
        var order = NewOrder();
        var fact = Event("production-started", order);
        var retraction = Retraction(order, fact);
        await printShop.PostBatchAsync(fact, retraction);

        var ofRetraction = await printShop.PostEventAsync(Retraction(order, retraction));
        var ofItself = await printShop.PostEventAsync(Event("fact-retracted", order, new { id = "itself/" + order, reason = "wrong-data" }, id: "itself/" + order));

        (await ofRetraction.SlugAsync()).ShouldBe("not-retractable");
        (await ofItself.SlugAsync()).ShouldBe("not-retractable");
    }

    [Fact]
    public async Task Support_cannot_take_back_a_fact_of_another_document_either()
    {
        var fact = Event("production-started", NewOrder());
        await printShop.PostEventAsync(fact);
        using var support = installation.As("support");

        var refused = await support.PostEventAsync(Event(
            "fact-retracted", NewOrder(), new { id = (string)fact["id"]!, source = PrintShop, reason = "wrong-document" }, "/support/berlin-mitte"));

        (await refused.SlugAsync()).ShouldBe("fact-of-another-document");
    }

    [Theory]
    [InlineData("")]
    [InlineData("print-shops/bdr")]
    [InlineData("/print-shops/bdr/")]
    [InlineData(" /print-shops/bdr")]
    [InlineData("/print-shops/../bdr")]
    [InlineData("/print\nshops")]
    [InlineData(1)]
    public async Task Support_cannot_name_a_source_that_no_fact_has(object source)
    {
        using var support = installation.As("support");

        var refused = await support.PostEventAsync(Event(
            "fact-retracted", NewOrder(), new { id = "x", source, reason = "wrong-document" }, "/support/berlin-mitte"));

        (await refused.SlugAsync()).ShouldBe("invalid-data");
        (await refused.JsonAsync())["errors"]!["data.source"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("\ufdd0")]
    [InlineData("")]
    public async Task A_retraction_cannot_name_an_id_that_no_fact_has(string id)
    {
        var refused = await printShop.PostEventAsync(Event("fact-retracted", NewOrder(), new { id, reason = "wrong-document" }));

        (await refused.SlugAsync()).ShouldBe("invalid-data");
        (await refused.JsonAsync())["errors"]!["data.id"].ShouldNotBeNull();
    }

    private static JsonObject Retraction(string order, JsonObject fact, string? id = null) =>
        Event("fact-retracted", order, new { id = (string)fact["id"]!, reason = "did-not-happen" }, id: id);

    private async Task<Document> DocumentAsync(string order)
    {
        await using var session = installation.Store.QuerySession("berlin-mitte");
        return (await session.LoadAsync<Document>(DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)))).ShouldNotBeNull();
    }
}
