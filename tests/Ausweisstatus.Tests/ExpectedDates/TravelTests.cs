using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>"I leave on 3 July": whether the document will be there, and what else there is.</summary>
[Collection(SharedPlant.Name)]
public sealed class TravelTests(PlantInstallation plant)
{
    private readonly HttpClient citizen = plant.Anonymous();

    [Theory]
    [InlineData(0, "unlikely")]
    [InlineData(200, "likely")]
    public async Task Who_leaves_too_soon_is_told_what_else_there_is_and_who_has_time_to_look_again(int inDays, string verdict)
    {
        var answer = await AskAsync(plant.AtPlant, PlantInstallation.Today.AddDays(inDays));

        ((string)answer["verdict"]!).ShouldBe(verdict);
        var advice = answer["advice"]!.AsArray().Select(line => (string)line!).ToArray();
        if (verdict == "unlikely")
        {
            ((string)answer["text"]!).ShouldStartWith("Your passport will probably not be ready before ");
            advice.Length.ShouldBe(3);
            advice[0].ShouldContain("express passport");
            advice[1].ShouldContain("provisional passport");
        }
        else
        {
            advice.ShouldHaveSingleItem().ShouldStartWith("Collect the document as soon as it is ready.");
        }

        answer["expected"].ShouldNotBeNull();
    }

    [Fact]
    public async Task The_later_somebody_leaves_the_likelier_it_is()
    {
        string[] order = ["unlikely", "uncertain", "likely"];
        var verdicts = new List<int>();
        for (var days = 0; days < 42; days += 3)
        {
            verdicts.Add(Array.IndexOf(order, (string)(await AskAsync(plant.AtPlant, PlantInstallation.Today.AddDays(days)))["verdict"]!));
        }

        verdicts.ShouldBe(verdicts.Order());
        (verdicts[0], verdicts[^1]).ShouldBe((0, 2));
    }

    [Fact]
    public async Task What_is_ready_is_to_be_collected_and_what_is_not_known_is_not_foretold()
    {
        using var office = plant.As("office-berlin-mitte");
        var (ready, other) = (Events.NewOrder(), Events.NewOrder());
        var reference = await office.ApplyAsync(ready, "passport");
        await office.SayAsync("/authorities/berlin-mitte", ready, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer" });

        var answer = await AskAsync(reference, PlantInstallation.Today);
        (((string)answer["verdict"]!), (string)answer["text"]!).ShouldBe(("ready", "Your passport is ready for collection."));

        // Nobody has applied for one of these before.
        answer = await AskAsync(await office.ApplyAsync(other, "travel-document", PlantInstallation.Noon(ExpectedTimes.LastComplete(PlantInstallation.Today))), PlantInstallation.Today.AddDays(9));
        ((string)answer["verdict"]!).ShouldBe("unknown");
        ((string)answer["advice"]!.AsArray().ShouldHaveSingleItem()!).ShouldBe("Call your office or 115 and ask what is possible.");
    }

    [Theory]
    [InlineData(null, "Enter the day you leave.")]
    [InlineData("2027-02-30", "This date does not exist. Check day, month and year.")]
    [InlineData("tomorrow", "This date does not exist. Check day, month and year.")]
    [InlineData("2026-01-01", "This day is over. Check month and year.")]
    public async Task A_day_that_cannot_be_is_said_to_be_none(string? leaveOn, string words)
    {
        using var response = await PostAsync(plant.AtPlant, leaveOn);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await response.JsonAsync())["errors"]!["leaveOn"]![0]!).ShouldBe(words);
    }

    [Fact]
    public async Task Who_does_not_know_the_date_of_birth_learns_nothing()
    {
        using var request = Request(plant.AtPlant, "2099-01-01", "1990-05-18");
        using var response = await citizen.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_asks_and_answers_without_a_word_of_it_in_the_address()
    {
        using (var status = await FormAsync("/status?lang=en", new() { ["code"] = plant.AtPlant, ["day"] = "17", ["month"] = "5", ["year"] = "1990" }))
        {
            (await status.Content.ReadAsStringAsync()).ShouldContain("Are you travelling soon?");
        }

        var day = PlantInstallation.Today.AddDays(1);
        var fields = new Dictionary<string, string>
        {
            ["code"] = plant.AtPlant,
            ["day"] = "17",
            ["month"] = "5",
            ["year"] = "1990",
            ["leave-day"] = $"{day.Day}",
            ["leave-month"] = $"{day.Month}",
            ["leave-year"] = $"{day.Year}",
        };
        using var answer = await FormAsync("/travel?lang=en", fields);
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("<h1>Your passport will probably not be ready before ");
        page.ShouldContain("Ask your office about an express passport.");
        page.ShouldContain("Probably ready for collection between");

        fields["leave-month"] = "13";
        using var wrong = await FormAsync("/travel?lang=en", fields);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("This date does not exist.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("code=nothing&leave-day=1")]
    public async Task A_form_that_is_not_ours_leads_to_the_question(string body)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = plant.Address };
        using var content = new StringContent(body, null, "application/x-www-form-urlencoded");
        using var response = await browser.PostAsync(new Uri("/travel", UriKind.Relative), content);

        (response.StatusCode, response.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/"));
    }

    private async Task<JsonObject> AskAsync(string reference, DateOnly leaveOn)
    {
        using var response = await PostAsync(reference, leaveOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (await response.JsonAsync()).AsObject();
    }

    private async Task<HttpResponseMessage> PostAsync(string reference, string? leaveOn)
    {
        using var request = Request(reference, leaveOn, Citizens.Born);
        return await citizen.SendAsync(request);
    }

    private static HttpRequestMessage Request(string reference, string? leaveOn, string dateOfBirth)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/status/travel") { Content = JsonContent.Create(new { reference, dateOfBirth, leaveOn }) };
        request.Headers.Add("Accept-Language", "en");
        return request;
    }

    private async Task<HttpResponseMessage> FormAsync(string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await citizen.PostAsync(new Uri(path, UriKind.Relative), form);
    }
}
