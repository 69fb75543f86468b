using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Notify;
using Ausweisstatus.Tests.Intake;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>Which changes are kept, and what a reader is told about those that are not.</summary>
[Collection(SharedInstallation.Name)]
public sealed class PurgedChangesTests(Installation installation) : IAsyncDisposable
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly HttpClient pankow = installation.As("office-berlin-pankow");
    private readonly HttpClient mitte = installation.As("office-berlin-mitte");
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(installation.ConnectionString);

    [Fact]
    public async Task Who_comes_with_a_position_from_before_is_told_to_begin_anew_and_who_was_up_to_date_reads_on()
    {
        var begun = await NextAsync(pankow);
        await ChangeAsync("berlin-pankow");
        await ChangeAsync("berlin-pankow");
        var upToDate = await NextAsync(pankow, begun);
        await AgeAsync();

        await PurgeAsync();

        var late = await ReadAsync(pankow, begun);
        (late.StatusCode, await late.SlugAsync()).ShouldBe((HttpStatusCode.Gone, "cursor-expired"));
        var order = await ChangeAsync("berlin-pankow");
        var changes = (await (await ReadAsync(pankow, upToDate)).JsonAsync())["changes"]!.AsArray();
        changes.ShouldHaveSingleItem()!["order"]!.GetValue<string>().ShouldBe(order);
    }

    [Fact]
    public async Task Who_asks_regularly_is_up_to_date_also_where_only_others_change()
    {
        await NextAsync(mitte);
        var next = await NextAsync(pankow);
        await ChangeAsync("berlin-mitte");
        await ChangeAsync("berlin-mitte");
        next = await NextAsync(pankow, next);
        await AgeAsync();

        await PurgeAsync();

        (await ReadAsync(pankow, next)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_position_that_was_never_given_to_anybody_is_told_so() =>
        (await (await ReadAsync(pankow, $"{long.MaxValue}")).SlugAsync()).ShouldBe("cursor-expired");

    [Fact]
    public async Task What_is_young_stays()
    {
        await ChangeAsync("berlin-pankow");
        var begun = await NextAsync(pankow);
        await AgeAsync();
        var order = await ChangeAsync("berlin-pankow");
        await ChangeAsync("berlin-pankow");

        await PurgeAsync();

        var changes = (await (await ReadAsync(pankow, begun)).JsonAsync())["changes"]!.AsArray();
        changes.Select(change => (string?)change!["order"]).ShouldContain(order);
        changes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_webhook_has_not_been_told_stays_until_it_is_disabled()
    {
        // Nobody answers there.
        var added = await mitte.PostAsJsonAsync("/api/v1/webhooks", new { url = "http://127.0.0.1:1/", authority = "berlin-mitte" });
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var begun = await NextAsync(mitte);
        await ChangeAsync("berlin-mitte");
        await ChangeAsync("berlin-mitte");
        await NextAsync(mitte, begun);
        await AgeAsync();

        await PurgeAsync();
        (await (await ReadAsync(mitte, begun)).JsonAsync())["changes"]!.AsArray().Count.ShouldBe(2);

        await ExecuteAsync("update ausweisstatus.webhooks set disabled = 'failed too long'");
        await PurgeAsync();
        (await ReadAsync(mitte, begun)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        await mitte.DeleteAsync(added.Headers.Location);
    }

    [Fact]
    public async Task A_host_removes_by_itself_what_is_old()
    {
        var begun = await NextAsync(pankow);
        await ChangeAsync("berlin-pankow");
        await ChangeAsync("berlin-pankow");
        await NextAsync(pankow, begun);
        await AgeAsync();

        await using var node = Host.Build([.. installation.NodeSettings, "--environment=Development", "--Changes:KeepFor=1.00:00:00"]);
        await node.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => (await ReadAsync(pankow, begun)).StatusCode == HttpStatusCode.Gone);
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<string> ChangeAsync(string authority)
    {
        var order = NewOrder();
        (await installation.As("print-shop").PostEventAsync(Event("lost", $"{authority}/{order}"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        return order;
    }

    private static Task<HttpResponseMessage> ReadAsync(HttpClient portal, string? after) =>
        portal.GetAsync(new Uri("/api/v1/changes" + (after is null ? "" : $"?after={after}&limit=1000"), UriKind.Relative), TestContext.Current.CancellationToken);

    private static async Task<string> NextAsync(HttpClient portal, string? after = null) =>
        (string)(await (await ReadAsync(portal, after)).JsonAsync())["next"]!;

    private Task AgeAsync() => ExecuteAsync("update ausweisstatus.changes set recorded_at = recorded_at - interval '31 days'");

    private Task PurgeAsync() => installation.Services.GetRequiredService<ChangeFeed>().PurgeAsync(Month, TestContext.Current.CancellationToken);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
