using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ausweisstatus.Access;
using Ausweisstatus.Locations;
using Ausweisstatus.Tests.Access;
using Ausweisstatus.Tests.Intake;
using Marten;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Citizen;

/// <summary>A host in Production, where nobody has said at which address citizens reach it.</summary>
public sealed class PublicAddressTests(ProductionHost host) : IClassFixture<ProductionHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_setting_a_slip_has_no_address_and_the_operator_is_told_at_the_start()
    {
        await SampleAuthorities.EnsureAsync(host.Services.GetRequiredService<IDocumentStore>(), Cancellation);
        var (client, key) = await host.RegisterAsync(Role.Authority, "berlin-mitte");
        using var registration = new HttpRequestMessage(HttpMethod.Post, "/api/v1/documents")
        {
            Content = JsonContent.Create(new { authority = "berlin-mitte", order = Events.NewOrder(), kind = "passport", dateOfBirth = "1990-05-17" }),
        };
        registration.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Sign(Tokens.Claims(client.Id), key));
        using var registered = await host.Http.SendAsync(registration, Cancellation);
        var document = await registered.JsonAsync();

        using var answer = await host.GetAsync((string)document["slip"]!);
        var slip = await answer.Content.ReadAsStringAsync(Cancellation);

        slip.ShouldContain(((string)document["reference"]!)[..5]);
        slip.ShouldContain("Die Internetadresse nennt Ihnen Ihre Behörde.");
        slip.ShouldNotContain("<svg");
        slip.ShouldNotContain("127.0.0.1");
        host.Log.ShouldContain(line => line.StartsWith("Citizen__PublicUrl is not set", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Citizen:PublicUrl", "ausweis.example.org")]
    [InlineData("Citizen:PublicUrl", "/status")]
    [InlineData("Citizen:PublicUrl", "ftp://ausweis.example.org")]
    [InlineData("Citizen:PublicUrl", "https://user:secret@ausweis.example.org")]
    [InlineData("Citizen:PublicUrl", "https://ausweis.example.org/?a=b")]
    [InlineData("Citizen:Contact", "somebody@example.org")]
    [InlineData("Citizen:SecurityContact", "javascript:alert(1)")]
    public void An_address_that_is_none_is_told_before_the_host_starts(string setting, string value) =>
        Should.Throw<OptionsValidationException>(() => Host.Build(["--ConnectionStrings:Ausweisstatus=Host=nowhere.invalid", $"--{setting}={value}"]))
            .Message.ShouldNotContain("secret");
}
