using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Throttling;

/// <summary>The address of a slip tells nothing but to who holds it.</summary>
[Collection(SharedInstallation.Name)]
public sealed class SlipThrottlingTests(Installation installation)
{
    [Fact]
    public async Task Who_tries_too_many_addresses_is_told_when_to_come_back()
    {
        await using var node = await Node.StartAsync(installation, shares: false, "--Ausweisstatus:Throttle:Burst=3", "--Ausweisstatus:Throttle:PerMinute=1");
        var slip = await SlipAsync();
        using var http = node.From("127.0.14.1");
        for (var i = 0; i < 20; i++)
        {
            (await http.GetAsync(slip)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        foreach (var token in (string[])["x", "berlin-mitte.AAAA", $"{slip[6..^1]}!"])
        {
            (await http.GetAsync($"/slip/{token}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var refused = await http.GetAsync(slip);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        (await refused.SlugAsync()).ShouldBe("too-many-requests");

        http.DefaultRequestHeaders.Add("Accept", "text/html");
        using var page = await http.GetAsync(slip);
        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await page.Content.ReadAsStringAsync()).ShouldContain("zu viele Versuche");

        node.Clock.Passes(TimeSpan.FromMinutes(1));
        (await http.GetAsync(slip)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_is_read_for_a_token_whose_seal_does_not_hold()
    {
        var keys = installation.Services.GetRequiredService<LookupKeys>();
        // Without a store, reading fails.
        var blind = new FindSlip(null!, new SlipTokens(keys), keys, null!);
        var token = (await SlipAsync())["/slip/".Length..];

        // Of an order that exists, with another seal; and of one that does not.
        var changed = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
        (await blind.FindAsync(changed, CancellationToken.None)).ShouldBeNull();
        (await blind.FindAsync("berlin-mitte." + new string('A', 48), CancellationToken.None)).ShouldBeNull();
        (await blind.FindAsync("x", CancellationToken.None)).ShouldBeNull();
        await Should.ThrowAsync<NullReferenceException>(() => blind.FindAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task A_slip_ends_with_its_code()
    {
        var order = NewOrder();
        var slip = await SlipAsync(order);
        using var office = installation.As("office-berlin-mitte");
        using var reader = installation.Anonymous();
        (await reader.GetAsync(slip)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var reissued = await office.PostEventAsync(Event("reference-reissued", order, new { generation = 2 }, "/authorities/berlin-mitte"));
        reissued.StatusCode.ShouldBe(HttpStatusCode.Created);

        (await reader.GetAsync(slip)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> SlipAsync(string? order = null)
    {
        using var office = installation.As("office-berlin-mitte");
        var application = new { authority = "berlin-mitte", order = order ?? NewOrder(), kind = "passport", dateOfBirth = "1990-05-17", appliedAt = "2026-10-20T09:12:00+02:00" };
        using var response = await office.PostAsJsonAsync(new Uri("/api/v1/documents", UriKind.Relative), application);
        return (string)(await response.JsonAsync())["slip"]!;
    }
}
