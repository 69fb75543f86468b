using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.ExpectedDates;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>When a document is expected, from how long others took.</summary>
[Collection(SharedPlant.Name)]
public sealed class ExpectedDatesTests(PlantInstallation plant)
{
    [Fact]
    public async Task A_citizen_reads_when_it_will_be_ready_and_why_it_is_later_than_was_said_a_week_ago()
    {
        var expected = (await plant.ExpectedAsync(plant.AtPlant)).ShouldNotBeNull();

        ((string)expected["stage"]!).ShouldBe("ready-for-pickup");
        var (from, to) = RangeOf(expected);
        from.ShouldBeGreaterThanOrEqualTo(PlantInstallation.Today);
        to.ShouldBeGreaterThanOrEqualTo(from);
        ((bool)expected["revised"]!).ShouldBeTrue();
        ((string)expected["reason"]!["code"]!).ShouldBe("manufacturer-slower");
        ((string)expected["reason"]!["text"]!).ShouldBe("The manufacturer needs more time at the moment.");
        RangeOf(expected["before"]!).To.ShouldBeLessThan(to);
        RangeOf(expected["sent"]!).From.ShouldBeLessThan(to);
    }

    [Fact]
    public async Task What_is_on_its_way_takes_as_long_as_the_others_took()
    {
        var expected = (await plant.ExpectedAsync(plant.OnItsWay)).ShouldNotBeNull();

        // Two working days after it was sent, and no day that is over.
        var (from, to) = RangeOf(expected);
        from.ShouldBeGreaterThanOrEqualTo(PlantInstallation.Today);
        to.DayNumber.ShouldBeLessThan(PlantInstallation.Today.DayNumber + 8);
        expected["sent"].ShouldBeNull();
    }

    [Fact]
    public async Task The_page_says_it_in_words()
    {
        using var citizen = plant.Anonymous();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = plant.AtPlant, ["day"] = "17", ["month"] = "5", ["year"] = "1990" });
        using var response = await citizen.PostAsync(new Uri("/status?lang=en", UriKind.Relative), form);

        var page = await response.Content.ReadAsStringAsync();

        page.ShouldContain("Probably ready for collection between");
        page.ShouldContain("A week ago it looked like");
        page.ShouldContain("The manufacturer needs more time at the moment.");
        page.ShouldContain("The manufacturer will probably send the document");
    }

    [Fact]
    public async Task Staff_see_what_was_shown_then_and_not_what_would_be_shown_by_what_is_known_now()
    {
        using var staff = await plant.AsStaffAsync("support");
        var then = await CitizenSawAsync(staff, PlantInstallation.WeekAgo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T12:00:00Z");
        var now = await CitizenSawAsync(staff, null);

        // The facts were recorded today; so nobody could ask a week ago.
        then.ShouldBeNull();
        JsonNode.DeepEquals(now!["expected"], await plant.ExpectedAsync(plant.AtPlant)).ShouldBeTrue();

        var kept = await plant.Services.GetRequiredService<ReadExpectedTimes>().OfDocumentAsync(
            AuthorityId.Parse("berlin-mitte"), DocumentKind.Parse("passport"), DateTimeOffset.UtcNow.AddDays(-9), TestContext.Current.CancellationToken);
        var document = DocumentOf(ExpectedTimes.LastComplete(PlantInstallation.Today) - 9);
        var waiting = Waiting.Of(document.Status.History, Delivery.Pickup)!.Value;
        var day = new DateTimeOffset(PlantInstallation.WeekAgo, new TimeOnly(12, 0), TimeSpan.Zero);

        kept.At(day.AddDays(-1)).ShouldBeNull("nothing was worked out yet");
        var shown = kept.At(day).ShouldNotBeNull();
        (shown.Now.Day, shown.Before).ShouldBe((PlantInstallation.WeekAgo, null));
        var before = shown.Now.Find(document, waiting, PlantInstallation.WeekAgo).ShouldNotBeNull();
        var today = kept.At(DateTimeOffset.UtcNow).ShouldNotBeNull();
        today.Now.Day.ShouldBe(PlantInstallation.Today);
        today.Before!.Find(document, waiting, PlantInstallation.WeekAgo).ShouldBe(before);
        today.Now.Find(document, waiting, PlantInstallation.Today)!.To.ShouldBeGreaterThan(before.To);
    }

    [Fact]
    public async Task However_many_nodes_begin_at_once_it_is_worked_out_once_a_day()
    {
        var tomorrow = PlantInstallation.Today.AddDays(1);
        try
        {
            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => plant.Maker().MakeAsync(PlantInstallation.MorningOf(tomorrow), TestContext.Current.CancellationToken))));

            written.Count(lines => lines > 0).ShouldBe(1);
            (await plant.Maker().MakeAsync(PlantInstallation.MorningOf(tomorrow), TestContext.Current.CancellationToken)).ShouldBe(0);
        }
        finally
        {
            await plant.ExecuteAsync($"delete from ausweisstatus.expected_times where day = '{tomorrow:yyyy-MM-dd}'");
        }
    }

    [Fact]
    public void What_is_kept_says_the_same_as_what_was_worked_out()
    {
        const int Day = 528_000;
        var making = Enumerable.Range(Day - 150, 151).SelectMany(start => Enumerable.Range(8, 5).Select(days =>
            start + days <= Day ? new Span(start, start + days, true) : new Span(start, null, false))).GroupBy(span => span).ToDictionary(spans => spans.Key, spans => 7 * spans.Count());
        var times = KindTimes.Of(making, new Dictionary<Span, int>(), Enumerable.Range(Day - 60, 60).Select(day => WaitingLine.Of(making, day)), Day);

        var json = TimesJson.Write(times);
        var again = TimesJson.ReadKind(json);

        TimesJson.Write(again).ShouldBe(json);
        json.Length.ShouldBeLessThan(12_000);
        for (var start = Day - 14; start <= Day; start++)
        {
            // Ten-thousandths are kept, so an end may be rounded to the other side.
            var (kept, made) = (again.Dispatch(start, null)!.Range(0.1, 0.1)!.Value, times.Dispatch(start, null)!.Range(0.1, 0.1)!.Value);
            Math.Abs(kept.From - made.From).ShouldBeLessThanOrEqualTo(1);
            Math.Abs(kept.To - made.To).ShouldBeLessThanOrEqualTo(1);
        }
    }

    private static Document DocumentOf(int applied) => Document.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse("PLANT-1")) with
    {
        Facts =
        [
            new(Guid.NewGuid(), new ApplicationReceived(
                BerlinTime.MomentInBerlin(WorkingDays.DayOf(applied).ToDateTime(new(12, 0))), DocumentKind.Parse("passport"), default, Location: LocationId.Parse("mitte-osloer"))),
        ],
    };

    private async Task<JsonNode?> CitizenSawAsync(HttpClient staff, string? recorded)
    {
        var query = recorded is null ? "" : $"&recorded={recorded}";
        var answer = await staff.GetFromJsonAsync<JsonObject>($"/api/v1/support/documents/{plant.AtPlantId}/as-of?language=en{query}");
        return answer!["citizenSaw"];
    }

    private static (DateOnly From, DateOnly To) RangeOf(JsonNode range) =>
        (DateOnly.ParseExact((string)range["from"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact((string)range["to"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
