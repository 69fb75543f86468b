using Ausweisstatus.Locations;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Status;

/// <summary>A node that comes up beside others, and is asked the moment it listens.</summary>
[Collection(SharedInstallation.Name)]
public sealed class FirstAnswerTests(Installation installation)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Fact]
    public async Task The_very_first_answer_names_the_place()
    {
        var order = Events.NewOrder();
        var reference = await office.ApplyAsync(order);
        await office.SayAsync("/authorities/berlin-mitte", order, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer" });
        await SampleAuthorities.EnsureAsync(installation.Store, TestContext.Current.CancellationToken);

        await using var node = await StartNodeAsync();
        using var citizen = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        var answer = await citizen.AnswerAsync(reference);

        ((string?)answer["pickup"]!["address"]).ShouldBe("Osloer Straße 36, 13359 Berlin");
    }

    private async Task<WebApplication> StartNodeAsync()
    {
        var key = installation.Services.GetRequiredService<IConfiguration>()["Ausweisstatus:LookupKeys:1"];
        var node = Host.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--ConnectionStrings:Ausweisstatus={installation.ConnectionString}",
                $"--Ausweisstatus:LookupKeys:1={key}",
                "--environment=Production",
                "--Logging:LogLevel:Default=Warning",
            ]);
        await node.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }
}
