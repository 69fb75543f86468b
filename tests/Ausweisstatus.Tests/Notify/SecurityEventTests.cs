using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Notify.SecurityEvents;
using Ausweisstatus.Tests.Intake;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>Changes as signed security event tokens, as their receivers verify them.</summary>
[Collection(SharedWebhookInstallation.Name)]
public sealed class SecurityEventTests(WebhookInstallation installation)
{
    private const string Event1 = "urn:ausweisstatus:event:de.ausweisstatus.status-changed.v1";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task A_webhook_is_posted_a_token_that_verifies_with_the_published_key()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office, format: "security-event-token");
        var order = NewOrder();

        await printShop.PostEventAsync(Event("lost", order, time: "2026-10-21T16:02:11Z"));
        await Eventually.TrueAsync(() => receiver.Deliveries.Any(delivery => IsAbout(delivery.Json, order)));

        var delivery = receiver.Deliveries.Single(delivery => IsAbout(delivery.Json, order));
        delivery.Headers["Content-Type"].ToString().ShouldBe("application/secevent+jwt");
        delivery.IsSignedWith(receiver.Secret).ShouldBeTrue("the delivery is signed as every other");
        await VerifyAsync(delivery.Body);
        ((string?)delivery.Json["jti"]).ShouldBe(delivery.Id);
        ((string?)(await receiver.StateAsync())["format"]).ShouldBe("security-event-token");
    }

    [Fact]
    public async Task The_feed_gives_the_same_changes_as_tokens_where_they_are_asked_for()
    {
        var cursor = (string)(await GetAsync("/api/v1/changes?authority=berlin-mitte"))["next"]!;
        var order = NewOrder();
        await printShop.PostEventAsync(Event("lost", order));

        var page = await GetAsync($"/api/v1/changes?authority=berlin-mitte&after={cursor}&tokens=true");

        var place = page["changes"]!.AsArray().Select(change => (string?)change!["order"]).ToList().IndexOf(order);
        var token = await VerifyAsync((string)page["tokens"]!.AsArray()[place]!);
        token.Id.ShouldBe((string?)page["changes"]![place]!["id"]);
        JsonNode.DeepEquals(JsonNode.Parse(Base64UrlEncoder.Decode(token.EncodedPayload))!["events"]![Event1], page["changes"]![place]).ShouldBeTrue();
        (await GetAsync($"/api/v1/changes?authority=berlin-mitte&after={cursor}"))["tokens"].ShouldBeNull();
    }

    [Fact]
    public void A_new_lookup_key_signs_and_the_old_one_still_verifies()
    {
        var (first, second) = (new LookupKey(1, RandomNumberGenerator.GetBytes(32)), new LookupKey(2, RandomNumberGenerator.GetBytes(32)));
        using var before = new SecurityEventKeys(new LookupKeys(Realm.Parse("00"), [first]));
        using var after = new SecurityEventKeys(new LookupKeys(Realm.Parse("00"), [first, second]));

        after.Current.KeyId.ShouldBe("2");
        after.Public.ShouldContain(before.Public.Single());
        after.Public.Count.ShouldBe(2);
    }

    private static bool IsAbout(JsonNode token, string order) => (string?)token["events"]?[Event1]?["order"] == order;

    private async Task<JsonNode> GetAsync(string path) => await (await office.GetAsync(new Uri(path, UriKind.Relative))).JsonAsync();

    /// <summary>As a receiver does who knows nothing but the address of the keys.</summary>
    private async Task<JsonWebToken> VerifyAsync(string token)
    {
        using var http = new HttpClient { BaseAddress = office.BaseAddress };
        var keys = new JsonWebKeySet(await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "ausweisstatus",
            ValidAudience = "office-berlin-mitte",
            ValidTypes = ["secevent+jwt"],
            IssuerSigningKeys = keys.GetSigningKeys(),
            // A token of this kind says what happened; that does not end.
            RequireExpirationTime = false,
        });
        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }
}
