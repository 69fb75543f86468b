using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Statistics;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Statistics;

/// <summary>How long documents take, from their facts to what everybody may read: published once, for ever, and about ten documents at least.</summary>
[Collection(SharedStatistics.Name)]
public sealed class ProcessingTimesTests(StatisticsInstallation installation)
{
    private const string Town = "times-town";
    private const string Source = "/tests/times-town-office";

    // The last week is published when the installation starts. This one is not over, and has begun three days ago at least.
    private static readonly DateOnly Week = PublishProcessingTimes.LastSettledWeek(DateTimeOffset.UtcNow.DayInBerlin()).AddDays(7);
    private static readonly DateTimeOffset Ready = BerlinTime.MomentInBerlin(Week.ToDateTime(new TimeOnly(8, 0)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_documents_took_is_published_once_for_all_who_ask_and_a_late_fact_changes_nothing()
    {
        using var office = await OfficeAsync();
        foreach (var days in (int[])[10, 10, 10, 10, 10, 10, 10, 10, 20, 20, 20, 20])
        {
            await TellAsync(office, "passport", days);
        }

        foreach (var _ in Enumerable.Range(0, 9))
        {
            await TellAsync(office, "identity-card", 10);
        }

        foreach (var _ in Enumerable.Range(0, 11))
        {
            await TellAsync(office, "passport", 30, ready: false);
        }

        await installation.SeenAllAsync();
        // However many nodes come at once.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PublishAsync(days: 7)));

        var (half, eighty) = (WorkingDays(10), WorkingDays(20));
        var expected = $"{Town} passport {Text(Week)} {Text(Week)} 12 {half} {eighty} 8 10 10";
        (await RowsAsync()).ShouldBe([expected]);
        await ReadByProgramsAsync(half, eighty);
        await ReadByPeopleAsync();

        await TellAsync(office, "passport", 40);
        await installation.SeenAllAsync();
        await PublishAsync(days: 7);
        await PublishAsync(days: 14);
        (await RowsAsync()).ShouldBe([expected]);
    }

    [Theory]
    [InlineData("2026-11-25", "2026-11-09")]
    [InlineData("2026-11-26", "2026-11-16")]
    [InlineData("2026-11-29", "2026-11-16")]
    [InlineData("2026-12-02", "2026-11-16")]
    [InlineData("2026-12-03", "2026-11-23")]
    public void A_week_is_published_from_the_Thursday_after_it_on(string today, string week) =>
        PublishProcessingTimes.LastSettledWeek(DateOnly.ParseExact(today, "O", CultureInfo.InvariantCulture)).ShouldBe(DateOnly.ParseExact(week, "O", CultureInfo.InvariantCulture));

    private async Task ReadByProgramsAsync(int half, int eighty)
    {
        using var anybody = installation.Anonymous();
        using var answer = await anybody.GetAsync($"/api/v1/processing-times?authority={Town}", Cancellation);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=3600");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var json = await answer.JsonAsync();
        ((int)json["goalDays"]!, (int)json["smallest"]!, (string)json["authority"]!).ShouldBe((14, 10, Town));
        json["authorities"]!.AsArray().Select(one => (string)one!).ShouldContain(Town);
        var time = json["times"]!.AsArray().ShouldHaveSingleItem()!;
        time.ToJsonString().ShouldBe(
            $$"""{"kind":"passport","from":"{{Text(Week)}}","to":"{{Text(Week.AddDays(6))}}","cases":12,"median":{{half}},"eightyPercent":{{eighty}},"withinGoal":66,"open":10,"openLonger":10}""");

        using var wish = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/processing-times?authority={Town}&kind=passport");
        wish.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var csv = await anybody.SendAsync(wish, Cancellation);
        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var lines = $"authority,kind,from,to,cases,median,eightyPercent,withinGoal,open,openLonger\n{Town},passport,{Text(Week)},{Text(Week.AddDays(6))},12,{half},{eighty},66,10,10\n";
        (await csv.Content.ReadAsStringAsync(Cancellation)).ShouldBe(lines);
        (await anybody.GetStringAsync($"/api/v1/processing-times?format=csv&authority={Town}", Cancellation)).ShouldBe(lines);

        // Together with all others it is in the sum, and what nobody has is nothing.
        var all = await (await anybody.GetAsync("/api/v1/processing-times?kind=passport", Cancellation)).JsonAsync();
        all["times"]!.AsArray().Where(one => (string)one!["to"]! == Text(Week.AddDays(6))).Sum(one => (int)one!["cases"]!).ShouldBeGreaterThanOrEqualTo(12);
        foreach (var nothing in (string[])["authority=nowhere", $"authority={Town}&kind=identity-card", "kind=%00", "authority=%2C"])
        {
            (await (await anybody.GetAsync($"/api/v1/processing-times?{nothing}", Cancellation)).JsonAsync())["times"]!.AsArray().ShouldBeEmpty(nothing);
        }
    }

    private async Task ReadByPeopleAsync()
    {
        using var person = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = installation.Address };
        person.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var page = await person.GetStringAsync($"/processing-times/{Town}?lang=en", Cancellation);
        page.ShouldContain("<bdi>Town of Times</bdi>");
        page.ShouldContain("66 of 100");
        page.ShouldContain("<svg class=\"chart\"");

        using var chosen = await person.GetAsync($"/processing-times?authority={Town}&lang=en", Cancellation);
        (chosen.StatusCode, $"{chosen.Headers.Location}").ShouldBe((HttpStatusCode.Redirect, $"/processing-times/{Town}?lang=en"));
        using var none = await person.GetAsync("/processing-times?authority=%2F%2Fexample.org", Cancellation);
        $"{none.Headers.Location}".ShouldBe("/processing-times");
        (await person.GetAsync("/processing-times/nowhere", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await person.GetStringAsync("/processing-times/berlin-pankow?lang=en", Cancellation)).ShouldContain("berlin-pankow", Case.Insensitive);
    }

    private async Task<HttpClient> OfficeAsync()
    {
        var town = new AuthorityEntry
        {
            Id = Town,
            Name = "Town of Times",
            State = "DE-BE",
            Locations = [new Location { Id = LocationId.Parse("times-hall"), Name = "Hall" }],
        };
        await ImportAuthorities.ReplaceAsync(installation.Store, [town], Cancellation);
        await installation.Services.GetRequiredService<AuthorityDirectory>().RefreshAsync(Cancellation);
        return await installation.AsNewAsync("times-town-office", Role.Authority, Town);
    }

    private static async Task TellAsync(HttpClient office, string kind, int days, bool ready = true)
    {
        var order = $"{Town}/{NewOrder()}";
        var ordered = Ready.AddDays(-days);
        using var answer = await office.PostBatchAsync(
        [
            Event("application-received", order, new { kind, dateOfBirth = "1990-05-17" }, Source, time: Moment(ordered.AddHours(-1))),
            Event("order-sent", order, source: Source, time: Moment(ordered)),
            .. ready ? [Event("ready-for-pickup", order, new { location = "times-hall" }, Source, time: Moment(Ready))] : Array.Empty<System.Text.Json.Nodes.JsonObject>(),
        ]);
        ((int)(await answer.JsonAsync())["accepted"]!).ShouldBe(ready ? 3 : 2, await answer.Content.ReadAsStringAsync());
    }

    private async Task PublishAsync(int days)
    {
        using var job = new PublishProcessingTimes(
            installation.Database, installation.Services.GetRequiredService<StatisticsMetrics>(), new ClockAt(DateTimeOffset.UtcNow.AddDays(days)),
            NullLogger<PublishProcessingTimes>.Instance);
        await job.DoAsync(Cancellation);
    }

    private Task<List<string>> RowsAsync() => installation.RowsAsync(
        "select tenant_id, kind, since::text, week::text, cases, median, eighty_percent, in_time, open, open_longer from ausweisstatus.processing_times where tenant_id = $1", Town);

    private static int WorkingDays(int days) => WorkingCalendar.Between(Ready.AddDays(-days), Ready, "DE-BE");

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) => moment.ToString("O", CultureInfo.InvariantCulture);

    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
