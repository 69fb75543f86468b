using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Sending;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly DataDirectory data = new();
    private readonly HastyClock clock = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task A_token_verifies_with_the_public_key_of_its_client_and_no_other()
    {
        using var token = ClientToken.Read(Client.PrintShop, data.Info, clock);

        (await Validate(token.Get(), "print-shop")).IsValid.ShouldBeTrue();
        (await Validate(token.Get(), "courier")).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void A_token_says_who_for_whom_and_until_when()
    {
        using var token = ClientToken.Read(Client.Courier, data.Info, clock);

        var read = new JsonWebToken(token.Get());

        read.Alg.ShouldBe("ES256");
        read.Issuer.ShouldBe("courier");
        read.Subject.ShouldBe("courier");
        read.Audiences.ShouldBe(["ausweisstatus"]);
        read.Id.ShouldNotBeNullOrEmpty();
        (read.ValidTo - read.IssuedAt).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_token_is_used_again_and_renewed_before_it_expires()
    {
        using var token = ClientToken.Read(Client.Courier, data.Info, clock);
        var first = token.Get();

        clock.Pass(TimeSpan.FromMinutes(3));
        token.Get().ShouldBe(first);

        clock.Pass(TimeSpan.FromMinutes(1));
        token.Get().ShouldNotBe(first);
    }

    [Fact]
    public void A_missing_key_says_where_keys_come_from()
    {
        var nowhere = new DirectoryInfo(Path.Combine(data.Info.FullName, "nowhere"));

        Should.Throw<StoppedException>(() => ClientToken.Read(Client.Courier, nowhere, clock)).Message.ShouldContain("./ausweis run");
    }

    private async Task<TokenValidationResult> Validate(string token, string client)
    {
        using var key = data.PublicKeyOf(client);
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = "ausweisstatus",
            IssuerSigningKey = new ECDsaSecurityKey(key),
            ValidateIssuer = false,
            ValidateLifetime = false,
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        });
    }
}
