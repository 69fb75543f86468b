using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Tests.Throttling;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

public sealed class ClientsComeAndGo(AccessHost host) : IClassFixture<AccessHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_removed_client_stops_working_within_five_seconds_and_not_only_where_requests_come_all_the_time()
    {
        var clock = new StoppedClock();
        var (client, _) = await host.RegisterAsync();
        using var idle = new ClientDirectory(
            host.Services.GetRequiredService<NpgsqlDataSource>(), host.Services.GetRequiredService<IHostEnvironment>(), clock);
        await idle.PrepareAsync(client.Id, Cancellation);
        idle.Find(client.Id).ShouldNotBeNull();
        (await host.Registry.RemoveAsync(client.Id, null, Cancellation)).Done.ShouldBeTrue();

        clock.Passes(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(1));
        await idle.PrepareAsync(client.Id, Cancellation);

        idle.Find(client.Id).ShouldBeNull();
    }

    [Fact]
    public async Task A_removed_client_stops_working()
    {
        var (client, key) = await host.RegisterAsync();
        (await Knock(client, key)).ShouldBe(HttpStatusCode.OK);
        (await host.Registry.RemoveAsync(client.Id, null, Cancellation)).Done.ShouldBeTrue();
        await Eventually.TrueAsync(async () => await Knock(client, key) == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Keys_can_be_rotated_without_a_gap()
    {
        var (client, old) = await host.RegisterAsync();
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await host.Registry.AddAsync(client with { Keys = [] }, PublicKey.Of(next), Cancellation)).Done.ShouldBeTrue();
        await Eventually.TrueAsync(async () => await Knock(client, next) == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
        (await Knock(client, old)).ShouldBe(HttpStatusCode.OK);

        (await host.Registry.RemoveAsync(client.Id, PublicKey.Of(old).Id, Cancellation)).Done.ShouldBeTrue();
        await Eventually.TrueAsync(async () => await Knock(client, old) == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(10));
        (await Knock(client, next)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_added_at_the_same_time_are_all_there()
    {
        var (client, first) = await host.RegisterAsync();
        var keys = Enumerable.Range(0, Client.MaxKeys - 1).Select(_ => PublicKey.Of(ECDsa.Create(ECCurve.NamedCurves.nistP256))).ToList();
        var answers = await Task.WhenAll(keys.Select(k => host.Registry.AddAsync(client with { Keys = [] }, k, Cancellation)));
        answers.ShouldAllBe(a => a.Done);
        var stored = (await host.Registry.ListAsync(Cancellation)).Single(c => c.Id == client.Id);
        stored.Keys.Select(k => k.Id).ShouldBe([PublicKey.Of(first).Id, .. keys.Select(k => k.Id)], ignoreOrder: true);

        using var oneMore = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await host.Registry.AddAsync(client with { Keys = [] }, PublicKey.Of(oneMore), Cancellation)).Done.ShouldBeFalse();
    }

    [Fact]
    public async Task The_first_requests_of_a_new_client_are_all_let_in_however_many_come_at_once()
    {
        using var directory = new ClientDirectory(
            host.Services.GetRequiredService<NpgsqlDataSource>(), host.Services.GetRequiredService<IHostEnvironment>(), TimeProvider.System);
        await directory.PrepareAsync(null, Cancellation);
        var (client, _) = await host.RegisterAsync();

        var found = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            await directory.PrepareAsync(client.Id, Cancellation);
            return directory.Find(client.Id) is not null;
        }));

        found.ShouldAllBe(isKnown => isKnown);
    }

    [Fact]
    public async Task Invented_names_do_not_keep_a_new_client_out()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Parallel.ForAsync(0, 500, Cancellation, async (i, _) =>
            (await host.GetAsync("/doors/machines", Tokens.Sign(Tokens.Claims($"invented-{i}"), stranger))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized));
        var (client, key) = await host.RegisterAsync();
        await Eventually.TrueAsync(async () => await Knock(client, key) == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
    }

    private async Task<HttpStatusCode> Knock(Client client, ECDsa key) =>
        (await host.GetAsync("/doors/machines", Tokens.Sign(Tokens.Claims(client.Id), key))).StatusCode;
}
