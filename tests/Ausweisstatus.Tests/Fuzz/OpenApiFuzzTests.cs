using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Docs;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Fuzz;

[Collection(LoudHost.Name)]
public sealed class OpenApiFuzzTests(LoudInstallation installation)
{
    private const int Requests = 2_000;

    // What facts say, some of it wrongly.
    private static readonly string[] Data =
    [
        "\"to\":\"office\"", "\"to\":\"holder\"", "\"to\":\"office, holder\"", "\"to\":\"1\"", "\"reason\":\"photo\"", "\"reason\":\"signature, data\"", "\"reason\":\"photo, fee\"",
        "\"reason\":\"PHOTO\"", "\"reason\":\"withdrawn\"", "\"id\":\"x\",\"reason\":\"did-not-happen\"", "\"generation\":2", "\"generation\":99999999999", "\"location\":\"mitte-osloer\"",
        "\"location\":\"\u0000\"", "\"branch\":\"Postfiliale 1\",\"heldUntil\":\"2026-13-01\"", "\"kind\":\"passport\",\"delivery\":\"pickup\",\"dateOfBirth\":\"1990-05-17\"",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_is_one_that_the_OpenAPI_document_names()
    {
        var seed = Random.Shared.Next();
        using var http = installation.Anonymous();
        var before = installation.Log.Count;

        var report = await OpenApiFuzz.RunAsync(http, await WorldAsync(), Requests, seed, Cancellation);

        report.Faults.ShouldBeEmpty($"seed {seed}");
        // Or it has not tried much.
        foreach (var status in (int[])[200, 201, 400, 401, 403, 404, 405, 413, 415, 422])
        {
            report.Statuses.ShouldContainKey(status, $"seed {seed}");
        }

        installation.Log.Skip(before).ShouldNotContain(line => line.Contains(HostileRequest.Marker, StringComparison.OrdinalIgnoreCase), $"seed {seed}");
    }

    private async Task<FuzzWorld> WorldAsync()
    {
        using var office = installation.As("office-berlin-mitte");
        using var citizen = installation.Anonymous();
        var reference = await office.ApplyAsync(Events.NewOrder());
        var unknown = Citizens.UnknownReference();
        var watch = (string)(await citizen.AnswerAsync(reference))["watch"]!;
        return new(
            [
                .. new[] { "print-shop", "print-shop", "office-berlin-mitte", "office-berlin-mitte", "office-berlin-pankow", "operator" }
                    .Select(client => (Func<string?>)(() => Token(client))),
                () => "Bearer a.b.c",
                () => null,
            ],
            new Dictionary<string, string> { ["Watch-Token"] = watch },
            new Dictionary<string, Func<Random, string>>
            {
                ["7K2QM-3XPT9-WZC4H"] = random => random.Next(5) == 0 ? unknown : reference,
                ["B-2026-000123"] = random => random.Next(2) == 0 ? "B-2026-000123" : $"F-{random.NextInt64()}",
                ["2026-11-21/000017"] = random => random.Next(2) == 0 ? "2026-11-21/000017" : $"{random.NextInt64()}",
                // The examples may lie ahead of this machine's clock.
                ["2026-11-2"] = _ => "2025-11-2",
                ["\"pickup\""] = random => random.Next(2) == 0 ? "\"pickup\"" : "\"direct\"",
                // One fact is the example; all are to be tried.
                ["dispatched.v1"] = random => FactType.All[random.Next(FactType.All.Count)].Name + ".v1",
                ["\"to\":\"office\""] = random => Data[random.Next(Data.Length)],
            },
            Pages.Table("docs/api.md", "Problems").Select(row => row[0].Trim('`')).ToHashSet());
    }

    private string Token(string client)
    {
        using var http = installation.As(client);
        return http.DefaultRequestHeaders.Authorization!.ToString();
    }
}
