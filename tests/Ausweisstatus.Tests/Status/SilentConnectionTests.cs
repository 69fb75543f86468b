using System.Net;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Status;

/// <summary>A connection to the database that is not closed and answers nothing any more, as a firewall that forgot it makes it.</summary>
[Collection(SharedInstallation.Name)]
public sealed class SilentConnectionTests(Installation installation)
{
    [Fact]
    public async Task While_one_connection_is_silent_lookups_go_on_and_none_is_lost()
    {
        var reference = await installation.As("office-berlin-mitte").ApplyAsync(Events.NewOrder());
        var server = new NpgsqlConnectionStringBuilder(installation.ConnectionString);
        await using var wire = await SilencedWire.StartAsync(server);
        var through = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = wire.Port };
        await using var app = Host.Build(
        [
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Ausweisstatus={through.ConnectionString}",
            $"--Ausweisstatus:LookupKeys:1={installation.Services.GetRequiredService<IConfiguration>()["Ausweisstatus:LookupKeys:1"]}",
            "--Logging:LogLevel:Default=Warning",
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var citizen = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        for (var i = 0; i < 20; i++)
        {
            (await citizen.AskAsync(reference)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        wire.SilenceAtTheNextLookup();
        var caught = citizen.AskAsync(reference);
        await Eventually.TrueAsync(() => wire.IsSilenced);
        for (var i = 0; i < 5; i++)
        {
            var other = citizen.AskAsync(reference);
            (await Task.WhenAny(other, caught)).ShouldBe(other, "others do not wait for the one that was caught");
            (await other).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await caught).StatusCode.ShouldBe(HttpStatusCode.OK, "it was put once more on another connection");
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
