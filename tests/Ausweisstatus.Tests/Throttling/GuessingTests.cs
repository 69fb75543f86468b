using System.Net;
using Ausweisstatus.Domain;
using Ausweisstatus.Status;
using Ausweisstatus.Tests.Status;
using Ausweisstatus.Throttling;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Throttling;

/// <summary>Somebody knows a code and tries dates of birth, on a real node; and its owner asks.</summary>
[Collection(SharedInstallation.Name)]
public sealed class GuessingTests(Installation installation)
{
    private const int Free = 10;

    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Theory, InlineData(1), InlineData(50)]
    public async Task Of_a_year_of_birthdays_sent_at_once_ten_are_let_through_and_the_right_one_is_not_found(int addresses)
    {
        // Where the machine is so slow that held up lookups are given up, they tell nothing, and it is tried again.
        for (var disturbed = true; disturbed;)
        {
            disturbed = await IsDisturbedAsync(addresses);
        }
    }

    private async Task<bool> IsDisturbedAsync(int addresses)
    {
        await using var node = await Node.StartAsync(installation, shares: false);
        var guessers = Enumerable.Range(1, addresses).Select(i => node.From($"127.0.7.{i}")).ToArray();
        var code = await office.ApplyAsync(NewOrder());
        var days = Enumerable.Range(0, 366).Select(day => new DateOnly(1992, 1, 1).AddDays(day)).ToList();

        // While lookups are held up all of them arrive before the first is known to be wrong.
        HttpResponseMessage[] answers;
        await using (var database = NpgsqlDataSource.Create(installation.ConnectionString))
        await using (var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var block = new NpgsqlCommand("lock table ausweisstatus.mt_doc_document in access exclusive mode", connection, transaction);
            await block.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var asked = days.Select((day, i) => guessers[i % addresses].AskAsync(code, day.ToString("yyyy-MM-dd"))).ToList();
            await Eventually.TrueAsync(() => UnderWay(node, addresses) == asked.Count || asked.Exists(one => one.IsCompleted));
            // The right one comes when all the others are there: it must not be among the ten by chance.
            asked.Add(guessers[0].AskAsync(code));
            await Eventually.TrueAsync(() => UnderWay(node, addresses) == asked.Count || asked.Exists(one => one.IsCompleted));
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
            answers = await Task.WhenAll(asked);
        }

        if (Array.Exists(answers, answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable))
        {
            return true;
        }

        answers.ShouldAllBe(answer => answer.StatusCode != HttpStatusCode.OK);
        node.Throttle.Codes.TakeUnsent(1000).ShouldHaveSingleItem().Misses.ShouldBeLessThanOrEqualTo(Free);
        // And so it stays, until the pause is over.
        (await guessers[0].AskAsync(code)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        node.Clock.Passes(TimeSpan.FromSeconds(1));
        using var owner = node.From("127.0.9.1");
        (await owner.AskAsync(code)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return false;
    }

    [Fact]
    public async Task Who_has_the_right_date_of_birth_is_answered_within_a_minute_while_others_hammer()
    {
        await using var node = await Node.StartAsync(installation, shares: false);
        var code = await office.ApplyAsync(NewOrder());
        var attackers = Enumerable.Range(1, 3).Select(i => node.From($"127.0.7.{i}")).ToArray();
        using var owner = node.From("127.0.9.1");
        var misses = 0;

        Task HammerAsync() => Task.WhenAll(attackers.Select(attacker => attacker.AskAsync(code, $"19{misses++ % 90 + 10}-01-01")));

        for (var second = 0; second < 200; second++)
        {
            await HammerAsync();
            node.Clock.Passes(TimeSpan.FromSeconds(1));
        }

        var waited = 0;
        for (; (await owner.AskAsync(code)).StatusCode != HttpStatusCode.OK; waited++)
        {
            waited.ShouldBeLessThan(60);
            node.Clock.Passes(TimeSpan.FromSeconds(1));
            // Always a moment sooner than the owner.
            await HammerAsync();
        }

        waited.ShouldBePositive("or nothing was in its way");
    }

    [Fact]
    public async Task A_device_that_was_answered_before_is_answered_at_once_whatever_strangers_do()
    {
        await using var node = await Node.StartAsync(installation, shares: false, "--Ausweisstatus:Throttle:Burst=30", "--Ausweisstatus:Throttle:PerMinute=1");
        var code = await office.ApplyAsync(NewOrder());
        // All of them in one house.
        using var citizen = node.From("127.0.10.1");
        var device = (string)(await citizen.AnswerAsync(code))["device"]!;
        for (var i = 0; i < 40; i++)
        {
            await citizen.AskAsync(code, $"19{i + 10}-01-01");
        }

        (await citizen.AskAsync(code)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        citizen.DefaultRequestHeaders.Add(StatusEndpoint.DeviceHeader, device);
        for (var i = 0; i < 50; i++)
        {
            ((string)(await citizen.AnswerAsync(code))["device"]!).ShouldBe(device);
        }

        using var wrong = await citizen.AskAsync(code, "1991-01-01");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_browser_that_was_answered_is_known_by_a_cookie_for_that_code()
    {
        await using var node = await Node.StartAsync(installation, shares: false);
        var codes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.ApplyAsync(NewOrder())));
        using var browser = new HttpClient { BaseAddress = node.Address };
        using var stranger = node.From("127.0.7.1");

        foreach (var code in codes)
        {
            using var answer = await PostPageAsync(browser, code);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var cookie = answer.Headers.GetValues("Set-Cookie").Last().ToLowerInvariant();
            cookie.ShouldStartWith("device-");
            cookie.ShouldContain("httponly");
            cookie.ShouldContain("samesite=strict");
            cookie.ShouldContain("path=/");
            cookie.ShouldNotContain("secure", Case.Sensitive, "this test speaks http");
            cookie.ShouldNotContain(code.ToLowerInvariant());
        }

        foreach (var code in codes)
        {
            for (var i = 0; i < Free; i++)
            {
                await stranger.AskAsync(code, $"19{i + 10}-01-01");
            }
        }

        var known = new List<bool>();
        foreach (var code in codes)
        {
            using var answer = await PostPageAsync(browser, code);
            known.Add(answer.StatusCode == HttpStatusCode.OK);
        }

        // Which of the older ones go is the browser's order.
        (known.Count(one => one), known[^1]).ShouldBe((4, true));
        using var miss = await PostPageAsync(browser, Citizens.UnknownReference());
        miss.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        miss.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Nodes_of_one_installation_share_what_they_let_through()
    {
        await using var one = await Node.StartAsync(installation, shares: true);
        // Where one miss is free, ten make a pause of 50 seconds: long enough for a slow machine to hear of them.
        string[] strict = ["--Ausweisstatus:Throttle:MissesPerReference=1"];
        await using var other = await Node.StartAsync(installation, shares: true, strict);
        var code = await office.ApplyAsync(NewOrder());
        using var here = one.From("127.0.11.1");
        using var there = other.From("127.0.11.2");
        for (var i = 0; i < Free; i++)
        {
            (await here.AskAsync(code, $"19{i + 10}-01-01")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await Eventually.TrueAsync(async () => (await there.AskAsync(code)).StatusCode == HttpStatusCode.NotFound);

        // A node that starts knows it, too.
        await using var third = await Node.StartAsync(installation, shares: true, strict);
        using var elsewhere = third.From("127.0.11.3");
        await Eventually.TrueAsync(async () => (await elsewhere.AskAsync(code)).StatusCode == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Misses_of_an_address_count_on_every_node()
    {
        string[] settings = ["--Ausweisstatus:Throttle:Burst=60", "--Ausweisstatus:Throttle:PerMinute=1"];
        await using var one = await Node.StartAsync(installation, shares: true, settings);
        await using var other = await Node.StartAsync(installation, shares: true, settings);
        using var here = one.From("127.0.12.1");
        using var there = other.From("127.0.12.1");
        for (var i = 0; i < 60; i++)
        {
            (await here.AskAsync(Citizens.UnknownReference())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        var code = await office.ApplyAsync(NewOrder());
        await Eventually.TrueAsync(async () => (await there.AskAsync(code)).StatusCode == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_lookup_that_failed_costs_neither_the_code_nor_the_address_anything()
    {
        await using var node = await Node.StartAsync(installation, shares: false, "--Ausweisstatus:Throttle:Burst=30", "--Ausweisstatus:Throttle:PerMinute=1");
        var (order, sound) = (NewOrder(), await office.ApplyAsync(NewOrder()));
        var broken = await office.ApplyAsync(order);
        using var citizen = node.From("127.0.13.1");
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var breaking = database.CreateCommand("update ausweisstatus.mt_doc_document set data = '7' where id = $1");
        breaking.Parameters.Add(new() { Value = DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)) });
        (await breaking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        for (var i = 0; i < 100; i++)
        {
            (await citizen.AskAsync(broken)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        }

        (await citizen.AskAsync(sound)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static int UnderWay(Node node, int addresses)
    {
        var places = node.Services.GetRequiredService<ThrottlePlaces>();
        return Enumerable.Range(1, addresses)
            .Sum(i => node.Throttle.Addresses.UnderWay(node.Throttle.Addresses.PlaceOf(places.Of(IPAddress.Parse($"127.0.7.{i}")))));
    }

    private static async Task<HttpResponseMessage> PostPageAsync(HttpClient browser, string code)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = code, ["day"] = "17", ["month"] = "5", ["year"] = "1990" });
        return await browser.PostAsync(new Uri("/status", UriKind.Relative), form);
    }
}
