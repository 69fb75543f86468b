using Ausweisstatus.Drills.Fuzz;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Fuzz;

[Collection(LoudHost.Name)]
public sealed class OpenApiFuzzTests(LoudInstallation installation)
{
    private const int Requests = 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_is_one_that_the_OpenAPI_document_names()
    {
        var seed = Random.Shared.Next();
        using var http = installation.Anonymous();
        var world = await FuzzWorld.MakeAsync(http, Token, Cancellation);
        var before = installation.Log.Count;

        var report = await OpenApiFuzz.RunAsync(http, world, Requests, seed, Cancellation);

        report.Faults.ShouldBeEmpty($"seed {seed}");
        // Or it has not tried much.
        foreach (var status in (int[])[200, 201, 400, 401, 403, 404, 405, 413, 415, 422])
        {
            report.Statuses.ShouldContainKey(status, $"seed {seed}");
        }

        installation.Log.Skip(before).ShouldNotContain(line => line.Contains(HostileRequest.Marker, StringComparison.OrdinalIgnoreCase), $"seed {seed}");
    }

    private string Token(string client)
    {
        using var http = installation.As(client);
        return http.DefaultRequestHeaders.Authorization!.Parameter!;
    }
}
