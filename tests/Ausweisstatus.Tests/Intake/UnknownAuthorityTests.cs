using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Access;
using Ausweisstatus.Locations;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>What is said about an authority that nobody imported would never reach a citizen.</summary>
[Collection(SharedInstallation.Name)]
public sealed class UnknownAuthorityTests(Installation installation)
{
    [Fact]
    public async Task A_fact_for_an_authority_that_was_never_imported_is_refused_and_accepted_once_it_is()
    {
        using var printShop = installation.As("print-shop");
        var authority = NewAuthority();
        var (fact, other) = (Event("production-started", $"{authority}/1"), Event("production-started", NewOrder()));

        var answer = await (await printShop.PostBatchAsync(fact, other)).JsonAsync();
        await ImportAsync(authority);
        var again = await printShop.PostEventAsync(fact);

        answer["results"]!.AsArray().Select(result => (string)result!["outcome"]!).ShouldBe(["rejected", "accepted"]);
        ((string)answer["results"]![0]!["problem"]!["type"]!).ShouldBe("urn:ausweisstatus:problem:unknown-authority");
        // At once, not only when the directory is read again in its own time.
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_application_to_an_authority_that_was_never_imported_is_refused_and_accepted_once_it_is()
    {
        var authority = NewAuthority();
        using var office = await installation.AsNewAsync("office-of-nowhere", Role.Authority);
        var application = new { authority, order = "1", kind = "passport", dateOfBirth = "1990-05-17" };

        var refused = await office.PostAsJsonAsync("/api/v1/documents", application);
        await ImportAsync(authority);
        var accepted = await office.PostAsJsonAsync("/api/v1/documents", application);

        (await refused.SlugAsync()).ShouldBe("unknown-authority");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static string NewAuthority() => $"town-{Guid.NewGuid():n}";

    private Task ImportAsync(string authority) =>
        ImportAuthorities.ReplaceAsync(installation.Store, [new AuthorityEntry { Id = authority }], CancellationToken.None);
}
