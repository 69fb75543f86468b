using System.Net;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Citizen;

[Collection(SharedInstallation.Name)]
public sealed class CalendarPageTests(Installation installation)
{
    [Fact]
    public async Task A_calendar_file_is_for_who_knows_code_and_date_of_birth()
    {
        using var office = installation.As("office-berlin-mitte");
        var order = Events.NewOrder();
        var code = await office.ApplyAsync(order);
        var until = DateTimeOffset.UtcNow.DayInBerlin().AddDays(60);
        (await PostAsync("last-day", code)).Status.ShouldBe(HttpStatusCode.NotFound, "it is not ready");
        await office.SayAsync("/authorities/berlin-mitte", order, "ready-for-pickup", "2026-11-02T08:00:00Z", new { location = "mitte-osloer", heldUntil = until });

        foreach (var what in new[] { "last-day", "hours" })
        {
            var (status, type, text) = await PostAsync(what, code);

            (status, type).ShouldBe((HttpStatusCode.OK, "text/calendar; charset=utf-8"));
            text.ShouldStartWith("BEGIN:VCALENDAR\r\n");
            text.ShouldNotContain(code);
        }

        (await PostAsync("hours", code, year: "1991")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync("everything", code)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync("hours", "")).Status.ShouldBe(HttpStatusCode.OK, "the question, to begin again");
    }

    private async Task<(HttpStatusCode Status, string Type, string Text)> PostAsync(string what, string code, string year = "1990")
    {
        using var http = installation.Anonymous();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = code, ["day"] = "17", ["month"] = "5", ["year"] = year });
        using var answer = await http.PostAsync(new Uri($"/calendar/{what}", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return (answer.StatusCode, $"{answer.Content.Headers.ContentType}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
