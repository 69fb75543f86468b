using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Rebuild;

/// <summary>
/// What a print shop, a courier and two offices tell about some documents: in no order, some of it twice, some taken back, some of it late.
/// </summary>
internal sealed class UntidyFeed(int seed)
{
    private static readonly (string Client, string Source, string Fact, object? Data)[] Tellings =
    [
        ("office-berlin-mitte", "/authorities/berlin-mitte", "application-received", new { kind = "identity-card", dateOfBirth = "1990-05-17", location = "mitte-osloer" }),
        ("office-berlin-mitte", "/authorities/berlin-mitte", "order-sent", null),
        ("office-berlin-mitte", "/authorities/berlin-mitte", "arrived-at-office", new { location = "mitte-osloer" }),
        ("office-berlin-mitte", "/authorities/berlin-mitte", "ready-for-pickup", new { location = "mitte-osloer", heldUntil = "2026-12-24" }),
        ("office-berlin-mitte", "/authorities/berlin-mitte", "reference-reissued", new { generation = 2, dateOfBirth = "1990-05-17" }),
        ("office-berlin-mitte", "/authorities/berlin-mitte", "handed-over", null),
        ("office-berlin-pankow", "/authorities/berlin-pankow", "application-received", new { kind = "passport", dateOfBirth = "1985-00-00" }),
        ("office-berlin-pankow", "/authorities/berlin-pankow", "ready-for-pickup", new { location = "pankow-rathaus" }),
        ("print-shop", PrintShop, "order-confirmed", null),
        ("print-shop", PrintShop, "production-started", null),
        ("print-shop", PrintShop, "quality-rejected", null),
        ("print-shop", PrintShop, "production-completed", null),
        ("print-shop", PrintShop, "dispatched", new { to = "office", carrier = "DHL" }),
        ("courier", "/couriers/dhl", "delivery-missed", new { branch = "Postfiliale Torstraße" }),
    ];

    private readonly Random dice = new(seed);

    /// <param name="documents">Orders that the facts are about, chosen at random.</param>
    /// <param name="facts">How many are told, before some are told again or taken back.</param>
    public IReadOnlyList<(string Client, JsonObject Event)> Tell(IReadOnlyList<string> documents, int facts)
    {
        List<(string, JsonObject)> told = [];
        for (var number = 0; number < facts; number++)
        {
            var (client, source, fact, data) = Tellings[dice.Next(Tellings.Length)];
            var authority = client == "office-berlin-pankow" ? "berlin-pankow" : "berlin-mitte";
            var order = $"{authority}/{documents[dice.Next(documents.Count)]}";
            var one = Event(fact, order, data, source, $"{seed}/{number}", $"2026-10-{dice.Next(1, 28):00}T08:00:00Z");
            told.Add((client, one));
            if (dice.Next(8) == 0)
            {
                told.Add((client, one));
            }

            if (dice.Next(10) == 0)
            {
                told.Add((client, Event("fact-retracted", order, new { id = $"{seed}/{number}", reason = "did-not-happen" }, source, $"{seed}/{number}/back")));
            }
        }

        var shuffled = told.ToArray();
        dice.Shuffle(shuffled);
        return shuffled;
    }

    public static async Task PostAsync(Installation installation, IReadOnlyList<(string Client, JsonObject Event)> told, int atOnce)
    {
        foreach (var batch in told.Chunk(atOnce))
        {
            foreach (var client in batch.GroupBy(one => one.Client))
            {
                using var http = installation.As(client.Key);
                using var answer = await http.PostBatchAsync([.. client.Select(one => one.Event)]);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                ((int)(await answer.JsonAsync())["rejected"]!).ShouldBe(0);
            }
        }
    }
}
