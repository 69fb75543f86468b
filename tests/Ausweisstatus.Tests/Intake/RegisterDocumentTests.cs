using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

[Collection(SharedInstallation.Name)]
public sealed class RegisterDocumentTests(Installation installation)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Fact]
    public async Task An_application_gets_a_code_and_a_slip_and_the_same_again_when_repeated()
    {
        var application = Application(NewOrder());

        var first = await RegisterAsync(application);
        var again = await RegisterAsync(application);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        Reference.TryParse((string?)(await first.JsonAsync())["reference"], out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("kind", "passport")]
    [InlineData("dateOfBirth", "1990-05-18")]
    [InlineData("delivery", "direct")]
    [InlineData("appliedAt", "2026-10-20T09:12:01+01:00")]
    public async Task The_same_order_with_other_data_is_refused(string member, string value)
    {
        var application = Application(NewOrder());
        await RegisterAsync(application);
        application[member] = value;

        var response = await RegisterAsync(application);

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await response.SlugAsync()).ShouldBe("order-already-registered");
    }

    [Fact]
    public async Task Fifty_registrations_at_once_are_one()
    {
        var application = Application(NewOrder());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RegisterAsync(application)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("dateOfBirth", "17.05.1990")]
    [InlineData("dateOfBirth", "1990-13-01")]
    [InlineData("kind", "driving-licence")]
    [InlineData("order", "with space")]
    [InlineData("authority", "Berlin Mitte")]
    [InlineData("delivery", "pigeon")]
    public async Task What_cannot_be_is_refused_by_the_name_of_the_member(string member, string value)
    {
        var application = Application(NewOrder());
        application[member] = value;

        var response = await RegisterAsync(application);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.JsonAsync())["errors"]![member].ShouldNotBeNull();
        (await response.Content.ReadAsStringAsync()).ShouldNotContain(value);
    }

    [Fact]
    public async Task A_date_of_birth_is_stored_nowhere()
    {
        var application = Application(NewOrder());
        application["dateOfBirth"] = "1903-02-00";
        await RegisterAsync(application);

        await using var session = installation.Store.QuerySession("berlin-mitte");
        var stored = await session.Json.FindByIdAsync<Document>(DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse((string)application["order"]!)));

        stored.ShouldNotBeNull();
        stored.ShouldNotContain("1903");
    }

    [Fact]
    public async Task Another_authoritys_application_is_not_for_this_office()
    {
        var application = Application(NewOrder());
        application["authority"] = "berlin-pankow";

        (await RegisterAsync(application)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_print_shop_does_not_register() =>
        (await installation.As("print-shop").PostAsJsonAsync("/api/v1/documents", Application(NewOrder()))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    private Task<HttpResponseMessage> RegisterAsync(JsonObject application) => office.PostAsJsonAsync("/api/v1/documents", application);

    private static JsonObject Application(string order) => new()
    {
        ["authority"] = "berlin-mitte",
        ["order"] = order,
        ["kind"] = "identity-card",
        ["dateOfBirth"] = "1990-05-17",
        ["delivery"] = "pickup",
        ["location"] = "mitte-rathaus-mitte",
        ["appliedAt"] = "2026-10-20T09:12:00+01:00",
    };
}
