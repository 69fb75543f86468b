using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>201 means that the holder of the slip finds the document, whatever else happens at the same time.</summary>
[Collection(SharedInstallation.Name)]
public sealed class RegisteredAtOnceTests(Installation installation)
{
    private const string Office = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient citizen = installation.Anonymous();

    [Fact]
    public async Task Of_two_clients_that_register_an_order_at_once_with_different_dates_of_birth_one_is_told_no()
    {
        using var counter = await installation.AsNewAsync("counter-of-mitte", Role.Authority, "berlin-mitte");
        for (var round = 0; round < 50; round++)
        {
            var order = NewOrder();

            var answers = await Task.WhenAll(RegisterAsync(office, order, "1990-05-17"), RegisterAsync(counter, order, "1990-05-18"));

            answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
            var lost = Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
            (await answers[lost].SlugAsync()).ShouldBe("order-already-registered");
            var reference = (string?)(await answers[1 - lost].JsonAsync())["reference"];
            (await citizen.AskAsync(reference, lost == 0 ? "1990-05-18" : "1990-05-17")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Equal_registrations_without_a_time_are_one_also_when_a_second_begins_between_them()
    {
        using var counter = await installation.AsNewAsync("second-counter-of-mitte", Role.Authority, "berlin-mitte");
        // More than a second of pairs, so that some of them meet its turn.
        var until = DateTime.UtcNow.AddMilliseconds(1500);
        while (DateTime.UtcNow < until)
        {
            var order = NewOrder();

            var answers = await Task.WhenAll(RegisterAsync(office, order, "1990-05-17"), RegisterAsync(counter, order, "1990-05-17"));

            answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Created]);
        }
    }

    [Fact]
    public async Task An_order_that_has_an_application_with_other_data_is_refused()
    {
        var order = NewOrder();
        await office.SayAsync(Office, order, "application-received", "2026-10-01T08:00:00Z", new { kind = "passport", dateOfBirth = "1985-01-01" });

        var answer = await RegisterAsync(office, order, "1990-05-17");

        (await answer.SlugAsync()).ShouldBe("order-already-registered");
    }

    [Fact]
    public async Task An_order_whose_code_was_replaced_before_for_somebody_else_is_refused()
    {
        var order = NewOrder();
        await office.SayAsync(Office, order, "reference-reissued", "2026-10-01T08:00:00Z", new { generation = 2, dateOfBirth = "1985-01-01" });

        (await (await RegisterAsync(office, order, "1990-05-17")).SlugAsync()).ShouldBe("order-already-registered");
        var right = await RegisterAsync(office, order, "1985-01-01");

        right.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await citizen.AskAsync((string?)(await right.JsonAsync())["reference"], "1985-01-01")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1991-01-01")]
    public async Task A_registration_is_not_confirmed_again_once_its_code_was_replaced_by_one_that_the_holder_cannot_use(string? dateOfBirth)
    {
        var order = NewOrder();
        await RegisterAsync(office, order, "1990-05-17");
        await office.SayAsync(Office, order, "reference-reissued", "2026-10-01T08:00:00Z", new { generation = 2, dateOfBirth });

        (await (await RegisterAsync(office, order, "1990-05-17")).SlugAsync()).ShouldBe("order-already-registered");
    }

    [Fact]
    public async Task A_registration_is_confirmed_again_with_the_new_code_once_its_code_was_replaced()
    {
        var order = NewOrder();
        await RegisterAsync(office, order, "1990-05-17");
        await office.SayAsync(Office, order, "reference-reissued", "2026-10-01T08:00:00Z", new { generation = 2, dateOfBirth = "1990-05-17" });

        var again = await RegisterAsync(office, order, "1990-05-17");

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await citizen.AskAsync((string?)(await again.JsonAsync())["reference"])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_registration_that_was_taken_back_can_be_made_again_with_other_data()
    {
        var order = NewOrder();
        var id = (string?)(await (await RegisterAsync(office, order, "1990-05-17")).JsonAsync())["id"];
        await office.SayAsync(Office, order, "fact-retracted", "2026-10-01T08:00:00Z", new { id = $"registration/1/{id}", reason = "wrong-data" });

        var again = await RegisterAsync(office, order, "1990-05-18");

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await citizen.AskAsync((string?)(await again.JsonAsync())["reference"], "1990-05-18")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("registration/1/77442110-ed69-5526-b6a7-7ca4847f339e")]
    [InlineData("Registration/x")]
    public async Task Ids_of_registrations_are_not_for_senders(string id)
    {
        using var answer = await office.PostEventAsync(Event("order-sent", NewOrder(), source: Office, id: id));

        (await answer.SlugAsync()).ShouldBe("invalid-event");
        (await answer.JsonAsync())["errors"]!["id"].ShouldNotBeNull();
    }

    private static Task<HttpResponseMessage> RegisterAsync(HttpClient client, string order, string dateOfBirth) =>
        client.PostAsJsonAsync("/api/v1/documents", new JsonObject
        {
            ["authority"] = "berlin-mitte",
            ["order"] = order,
            ["kind"] = "identity-card",
            ["dateOfBirth"] = dateOfBirth,
        });
}
