using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>Nobody is born in the future: one rule, whichever way a date of birth comes in.</summary>
[Collection(SharedInstallation.Name)]
public sealed class DateOfBirthInFutureTests(Installation installation)
{
    private const string Office = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient citizen = installation.Anonymous();

    public static TheoryData<string> Future => ["2199-12-31", "2199-12-00", "2199-00-00", $"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}"];

    [Theory, MemberData(nameof(Future))]
    public async Task It_is_not_registered(string born)
    {
        var application = new { authority = "berlin-mitte", order = NewOrder(), kind = "identity-card", dateOfBirth = born };

        var response = await office.PostAsJsonAsync("/api/v1/documents", application);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.SlugAsync()).ShouldBe("invalid-request");
        await ShouldNameAsync(response, "dateOfBirth", born);
    }

    [Theory, MemberData(nameof(Future))]
    public async Task It_is_told_by_no_fact(string born)
    {
        var applied = await office.PostEventAsync(Event("application-received", NewOrder(), new { kind = "passport", dateOfBirth = born }, Office));
        var reissued = await office.PostEventAsync(Event("reference-reissued", NewOrder(), new { generation = 2, dateOfBirth = born }, Office));

        foreach (var response in new[] { applied, reissued })
        {
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await response.SlugAsync()).ShouldBe("invalid-data");
            await ShouldNameAsync(response, "data.dateOfBirth", born);
        }
    }

    [Theory, MemberData(nameof(Future))]
    public async Task It_is_not_asked_with(string born)
    {
        var response = await citizen.AskAsync(Citizens.UnknownReference(), born);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.SlugAsync()).ShouldBe("invalid-request");
        await ShouldNameAsync(response, "dateOfBirth", born);
    }

    [Fact]
    public async Task Somebody_born_today_or_this_year_is_registered_and_found()
    {
        var today = $"{TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Berlin"):yyyy-MM-dd}";
        foreach (var born in new[] { today, today[..8] + "00", today[..5] + "00-00" })
        {
            var application = new { authority = "berlin-mitte", order = NewOrder(), kind = "identity-card", dateOfBirth = born };
            var registered = await office.PostAsJsonAsync("/api/v1/documents", application);
            registered.StatusCode.ShouldBe(HttpStatusCode.Created, born);

            (await citizen.AskAsync((string)(await registered.JsonAsync())["reference"]!, born)).StatusCode.ShouldBe(HttpStatusCode.OK, born);
        }
    }

    private static async Task ShouldNameAsync(HttpResponseMessage response, string field, string sent)
    {
        (await response.JsonAsync())["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain(sent);
    }
}
