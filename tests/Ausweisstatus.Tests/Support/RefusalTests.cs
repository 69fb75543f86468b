using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;
using static Ausweisstatus.Tests.Support.RefusalRequests;

namespace Ausweisstatus.Tests.Support;

/// <summary>Refused facts, as staff see them.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class RefusalTests(StaffInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_listed_by_sender_and_problem_for_those_whose_documents_they_are_about()
    {
        using var client = await installation.AsNewAsync("shop-of-lists", Role.Manufacturer);
        var secret = $"secret-{Guid.NewGuid():n}";
        foreach (var authority in new[] { "berlin-mitte", "berlin-mitte", "berlin-pankow" })
        {
            await client.PostEventAsync(Of("shop-of-lists", "dispatched", new { to = "moon", holder = secret }, $"{authority}/{NewOrder()}"));
        }

        await client.PostTextAsync($$"""{"specversion":"1.0","id":"{{secret}}""", "application/cloudevents+json");

        async Task<(string Text, JsonNode Answer)> ReadAsync(string person)
        {
            using var staff = await installation.AsStaffAsync(person, reason: null);
            var text = await staff.GetStringAsync(new Uri("/api/v1/support/refusals?client=shop-of-lists", UriKind.Relative), Cancellation);
            return (text, JsonNode.Parse(text)!);
        }

        var (text, own) = await ReadAsync("support");
        var group = own["groups"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)group["problem"]!, (int)group["facts"]!, (int)group["times"]!).ShouldBe(("invalid-data", 2, 2));
        own["refusals"]!.AsArray().Select(one => (string)one!["authority"]!).ShouldBe(["berlin-mitte", "berlin-mitte"]);
        var field = own["refusals"]![0]!["fields"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)field["pointer"]!, (string)field["value"]!).ShouldBe(("/data/to", "moon"));
        text.ShouldNotContain(secret);
        (await ReadAsync("support-nowhere")).Answer["refusals"]!.AsArray().ShouldBeEmpty();
        (await ReadAsync("hotline")).Answer["groups"]!.AsArray().Sum(one => (int)one!["facts"]!).ShouldBe(3);
        var all = await ReadAsync("operator");
        all.Answer["groups"]!.AsArray().Select(one => ((string)one!["problem"]!, (int)one["facts"]!)).ShouldBe([("invalid-data", 3), ("malformed-event", 1)], ignoreOrder: true);
        all.Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Pages_follow_each_other_oldest_first_and_days_are_those_of_Berlin()
    {
        using var client = await installation.AsNewAsync("shop-of-pages", Role.Manufacturer);
        List<string> ids = [];
        for (var number = 0; number < 5; number++)
        {
            var fact = Of("shop-of-pages", "dispatched", new { to = "moon" });
            ids.Add((string)fact["id"]!);
            await client.PostEventAsync(fact);
        }

        using var staff = await installation.AsStaffAsync("support", reason: null);
        List<string> seen = [];
        string? after = null;
        do
        {
            var page = await ListAsync(staff, $"client=shop-of-pages&limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page["refusals"]!.AsArray().Select(one => (string)one!["eventId"]!));
            page["groups"]!.AsArray().Count.ShouldBe(after is null ? 1 : 0);
            after = (string?)page["next"];
        }
        while (after is not null);

        seen.ShouldBe(ids);
        var today = $"{DateTimeOffset.UtcNow.DayInBerlin():yyyy-MM-dd}";
        (await ListAsync(staff, $"client=shop-of-pages&from={today}&to={today}"))["refusals"]!.AsArray().Count.ShouldBe(5);
        (await ListAsync(staff, "client=shop-of-pages&to=2026-01-01"))["refusals"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("client=%00")]
    [InlineData("problem=no-such")]
    [InlineData("authority=Berlin%20Mitte")]
    [InlineData("from=0001-01-01")]
    [InlineData("to=9999-12-31")]
    [InlineData("after=1")]
    [InlineData("limit=0")]
    public async Task What_cannot_be_asked_is_said(string query)
    {
        using var staff = await installation.AsStaffAsync("operator", reason: null);
        (await staff.GetAsync(new Uri($"/api/v1/support/refusals?{query}", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_share_of_refusals_is_told_by_sender_and_day()
    {
        using var client = await installation.AsNewAsync("shop-of-shares", Role.Manufacturer);
        await client.PostBatchAsync([.. Enumerable.Range(0, 8).Select(number =>
            Of("shop-of-shares", "dispatched", new { to = number < 6 ? "office" : "moon" }))]);
        using var staff = await installation.AsStaffAsync("hotline", reason: null);
        JsonNode? day = null;

        await Eventually.TrueAsync(async () =>
        {
            var days = (await (await staff.GetAsync(new Uri("/api/v1/support/refusals/days?client=shop-of-shares", UriKind.Relative), Cancellation)).JsonAsync())["days"]!.AsArray();
            day = days.ShouldHaveSingleItem();
            return (int)day!["recorded"]! > 0;
        });

        ((int)day!["recorded"]!, (int)day["refused"]!, (int)day["notKept"]!, (double)day["share"]!).ShouldBe((6, 2, 0, 0.25));
    }
}
