using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Tests.Access;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>An open stream does not outlive its client, or the key that vouched for it.</summary>
public sealed class RevokedStreamTests(AccessHost host) : IClassFixture<AccessHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_its_client_is_removed_a_stream_ends_within_ten_seconds_and_says_so()
    {
        var (client, key) = await host.RegisterAsync();
        using var http = await RawConnection.OpenAsync(
            host.Http.BaseAddress!,
            "POST /api/v1/events",
            $"Authorization: Bearer {Tokens.Sign(Tokens.Claims(client.Id), key)}",
            "Content-Type: application/x-ndjson",
            "Transfer-Encoding: chunked");
        await http.SendChunkAsync(Line(client));
        (await http.ReadJsonLineAsync())!.ShouldStartWith("{\"index\":0,");

        (await host.Registry.RemoveAsync(client.Id, null, Cancellation)).Done.ShouldBeTrue();

        var answered = 1;
        JsonNode last = null!;
        await Eventually.TrueAsync(
            async () =>
            {
                await http.SendChunkAsync(Line(client));
                last = JsonNode.Parse((await http.ReadJsonLineAsync())!)!;
                answered += last["index"] is null ? 0 : 1;
                return last["index"] is null;
            },
            TimeSpan.FromSeconds(10));
        ((int)last["notRecordedFrom"]!).ShouldBe(answered);
        ((string)last["problem"]!["type"]!).ShouldEndWith("unauthenticated");
    }

    [Fact]
    public async Task A_further_key_changes_nothing_for_those_who_came_by_the_old_one_and_its_removal_does()
    {
        var (client, old) = await host.RegisterAsync();
        var clients = host.Services.GetRequiredService<ClientDirectory>();
        var signer = new TokenSigner(clients.Find(client.Id)!, PublicKey.Of(old).Id);
        (await signer.IsStillValidAsync(clients, Cancellation)).ShouldBeTrue();

        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await host.Registry.AddAsync(client with { Keys = [] }, PublicKey.Of(next), Cancellation)).Done.ShouldBeTrue();
        await Eventually.TrueAsync(async () =>
        {
            (await signer.IsStillValidAsync(clients, Cancellation)).ShouldBeTrue();
            return clients.Find(client.Id)!.Keys.Count == 2;
        });

        (await host.Registry.RemoveAsync(client.Id, signer.KeyId, Cancellation)).Done.ShouldBeTrue();
        await Eventually.TrueAsync(async () => !await signer.IsStillValidAsync(clients, Cancellation));
        clients.Find(client.Id).ShouldNotBeNull();
    }

    private static string Line(Client client) => Event("order-confirmed", NewOrder(), source: client.Source!).ToJsonString() + "\n";
}
