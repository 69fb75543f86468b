using System.Text.Json.Nodes;
using Ausweisstatus.Status.Watching;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>What is promised to who writes a program that watches.</summary>
[Collection(SharedInstallation.Name)]
public sealed class WatchContractTests(Installation installation)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient citizen = installation.Anonymous();

    [Fact]
    public async Task A_token_tells_neither_the_code_nor_the_date_of_birth_and_is_another_for_each_document()
    {
        var (one, other) = (await office.ApplyAsync(NewOrder()), await office.ApplyAsync(NewOrder()));
        var token = (string)(await citizen.AnswerAsync(one))["watch"]!;

        token.ShouldNotBe((string)(await citizen.AnswerAsync(other))["watch"]!);
        foreach (var secret in (string[])[one, one.Replace("-", "", StringComparison.Ordinal), Citizens.Born, "19900517"])
        {
            token.ShouldNotContain(secret, Case.Insensitive);
            System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token)).ShouldNotContain(secret, Case.Insensitive);
        }
    }

    [Fact]
    public async Task The_description_for_machines_names_the_stream_and_its_token()
    {
        var description = JsonNode.Parse(await citizen.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;

        var watch = description["paths"]!["/api/v1/status/watch"]!["get"]!;
        watch["responses"]!["200"]!["content"]!.AsObject().Select(content => content.Key).ShouldBe(["text/event-stream"]);
        watch["responses"]!.AsObject().Select(response => response.Key).ShouldBe(["200", "400", "401", "414", "429", "431", "500", "503"], ignoreOrder: true);
        var token = watch["parameters"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)token["name"]!, (string)token["in"]!, (bool)token["required"]!).ShouldBe(("Watch-Token", "header", true));
        description["components"]!["schemas"]!["StatusAnswer"]!["properties"]!["watch"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_page_has_its_token_in_one_attribute_and_none_where_nothing_can_follow()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["code"] = reference,
            ["day"] = "17",
            ["month"] = "5",
            ["year"] = "1990",
        });
        var token = (string)(await citizen.AnswerAsync(reference))["watch"]!;
        // Whatever the time in it: the document stands at its beginning.
        var parts = (await PageAsync()).Split(token[..40]);
        parts.Length.ShouldBe(2);
        parts[0].ShouldEndWith(" data-watch=\"");
        // And says which version of the answer it shows, so that the script knows whether what it hears is news.
        await using (var watched = await WatchedStream.OpenAsync(citizen, token))
        {
            parts[1].ShouldContain($" data-version=\"{(await watched.NextAsync())!.Value.EventId}\"");
        }

        await office.SayAsync("/authorities/berlin-mitte", order, "cancelled", "2026-11-01T08:00:00Z", new { reason = "withdrawn" });
        (await PageAsync()).ShouldNotContain("data-watch");

        async Task<string> PageAsync()
        {
            using var page = await citizen.PostAsync(new Uri("/status", UriKind.Relative), form, TestContext.Current.CancellationToken);
            page.IsSuccessStatusCode.ShouldBeTrue(page.ToString());
            return await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task News_is_another_version_or_none_and_what_could_not_be_read()
    {
        using var watchers = new Watchers();
        using var watcher = watchers.Enter("1.a").Watcher!;

        watcher.Document.Update(1);
        (await IsWoken()).ShouldBeTrue("whoever comes may have come between two facts");
        watcher.Document.Update(1);
        (await IsWoken()).ShouldBeFalse();
        watcher.Document.Update(2);
        watcher.Document.Update(3);
        (await IsWoken()).ShouldBeTrue();
        (await IsWoken()).ShouldBeFalse();
        watcher.Document.Update(null);
        (await IsWoken()).ShouldBeTrue();
        watcher.Document.Update(null);
        (await IsWoken()).ShouldBeFalse();
        watcher.Document.Forget();
        watcher.Document.Update(null);
        (await IsWoken()).ShouldBeTrue();

        Task<bool> IsWoken() => watcher.IsWokenAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
    }
}
