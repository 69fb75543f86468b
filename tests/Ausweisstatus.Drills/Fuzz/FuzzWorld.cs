using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Intake;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;

namespace Ausweisstatus.Drills.Fuzz;

/// <summary>Whom the requests are from and what they can know.</summary>
/// <param name="Callers">Makes the value of <c>Authorization</c> for somebody, new each time; null for nobody.</param>
/// <param name="Headers">A value that is right for a header field, by its name.</param>
/// <param name="Words">Words of the examples, and what to say for them here.</param>
/// <param name="Slugs">Every problem there is.</param>
/// <param name="Slip">The path of a slip that exists.</param>
internal sealed record FuzzWorld(
    IReadOnlyList<Func<string?>> Callers,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, Func<Random, string>> Words,
    IReadOnlySet<string> Slugs,
    string Slip)
{
    // What facts say, some of it wrongly.
    private static readonly string[] Data =
    [
        "\"to\":\"office\"", "\"to\":\"holder\"", "\"to\":\"office, holder\"", "\"to\":\"1\"", "\"reason\":\"photo\"", "\"reason\":\"signature, data\"", "\"reason\":\"photo, fee\"",
        "\"reason\":\"PHOTO\"", "\"reason\":\"withdrawn\"", "\"id\":\"x\",\"reason\":\"did-not-happen\"", "\"generation\":2", "\"generation\":99999999999", "\"location\":\"mitte-osloer\"",
        "\"location\":\"\u0000\"", "\"branch\":\"Postfiliale 1\",\"heldUntil\":\"2026-13-01\"", "\"kind\":\"passport\",\"delivery\":\"pickup\",\"dateOfBirth\":\"1990-05-17\"",
    ];

    /// <summary>Registers a document, so that there is something to ask for.</summary>
    /// <param name="http">Without an Authorization of its own.</param>
    /// <param name="tokenOf">A token of a client of Development.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<FuzzWorld> MakeAsync(HttpClient http, Func<string, string> tokenOf, CancellationToken cancellation)
    {
        var document = await RegisteredDocument.MakeAsync(http, tokenOf("office-berlin-mitte"), new DateOnly(1990, 5, 17), cancellation);
        using var asked = await http.PostAsJsonAsync("/api/v1/status", new { reference = document.Reference, dateOfBirth = "1990-05-17" }, cancellation);
        var watch = (string)(await asked.Content.ReadFromJsonAsync<JsonNode>(cancellation))!["watch"]!;
        var unknown = RegisteredDocument.UnknownReference();
        return new(
            [
                .. new[] { "print-shop", "print-shop", "office-berlin-mitte", "office-berlin-mitte", "office-berlin-pankow", "operator" }
                    .Select(client => (Func<string?>)(() => $"Bearer {tokenOf(client)}")),
                () => "Bearer a.b.c",
                () => null,
            ],
            new Dictionary<string, string> { ["Watch-Token"] = watch },
            new Dictionary<string, Func<Random, string>>
            {
                ["7K2QM-3XPT9-WZC4H"] = random => random.Next(5) == 0 ? unknown : document.Reference,
                ["B-2026-000123"] = random => random.Next(2) == 0 ? "B-2026-000123" : $"F-{random.NextInt64()}",
                ["2026-11-21/000017"] = random => random.Next(2) == 0 ? "2026-11-21/000017" : $"{random.NextInt64()}",
                // The examples may lie ahead of this machine's clock.
                ["2026-11-2"] = _ => "2025-11-2",
                ["\"pickup\""] = random => random.Next(2) == 0 ? "\"pickup\"" : "\"direct\"",
                // One fact is the example; all are to be tried.
                ["dispatched.v1"] = random => FactType.All[random.Next(FactType.All.Count)].Name + ".v1",
                ["\"to\":\"office\""] = random => Data[random.Next(Data.Length)],
            },
            new[] { Problem.Catalogue, IntakeProblems.All, StatusProblems.All }.SelectMany(problems => problems).Select(problem => problem.Slug).ToHashSet(),
            document.Slip);
    }
}
