using System.Net.Http.Json;
using Ausweisstatus.Drills.Fuzz;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Fuzz;

[Collection(LoudHost.Name)]
public sealed class HostileRequestTests(LoudInstallation installation)
{
    private const int Requests = 1_000;

    [Fact]
    public async Task Whatever_a_stranger_sends_it_is_no_error_of_ours_and_nothing_of_it_is_logged()
    {
        var seed = Random.Shared.Next();
        var slip = await SlipAsync();
        var before = installation.Log.Count;

        var faults = await HostileRequest.SendAsync(installation.Address, slip, Requests, seed, TestContext.Current.CancellationToken);

        faults.ShouldBeEmpty();
        var log = installation.Log.Skip(before).ToList();
        log.Where(line => line.Contains(HostileRequest.Marker, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty($"seed {seed}");
        (log.Sum(line => line.Length) / Requests).ShouldBeLessThan(100, string.Join('\n', log.Take(20)));
    }

    private async Task<string> SlipAsync()
    {
        using var office = installation.As("office-berlin-mitte");
        using var response = await office.PostAsJsonAsync(
            "/api/v1/documents", new { authority = "berlin-mitte", order = Events.NewOrder(), kind = "passport", dateOfBirth = "1990-05-17" }, TestContext.Current.CancellationToken);
        return (string)(await response.JsonAsync())["slip"]!;
    }
}
