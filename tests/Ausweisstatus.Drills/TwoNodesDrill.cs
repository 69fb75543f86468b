using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Drills;

/// <summary>Two nodes on one database are told contradicting things at once, and learn of what was done beside them.</summary>
internal sealed class TwoNodesDrill : IDrill
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    public string Name => "drill-two-nodes";

    public string Shows => "contradictions posted to two nodes at once: one wins on both; a removed client is out and an imported authority in within 5 s";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        await using var one = await installation.StartNodeAsync(cancellation);
        await using var other = await installation.StartNodeAsync(cancellation);
        using var nodes = new TwoNodes(installation, one, other);
        var (watch, rounds, revoked, imported) = (Stopwatch.StartNew(), 0, TimeSpan.Zero, TimeSpan.Zero);
        do
        {
            for (var i = 0; i < 20; i++, rounds++)
            {
                await ContradictFactAsync(nodes);
                await ContradictRegistrationAsync(nodes);
                await RepeatRegistrationAsync(nodes);
            }

            revoked = Longer(revoked, await RevokeAsync(nodes, cancellation));
            imported = Longer(imported, await ImportAsync(nodes, cancellation));
            imported = Longer(imported, await RenameAsync(nodes, cancellation));
        }
        while (watch.Elapsed < duration);

        return
        [
            $"{rounds} facts and {rounds} registrations were contradicted on the other node at the same moment: one of the two was recorded each time.",
            $"{rounds} equal registrations on both nodes at the same moment were one each, with one code.",
            $"A removed client was refused by both nodes after {revoked.TotalSeconds:0.0} s, what was imported was known to both after {imported.TotalSeconds:0.0} s.",
            await Recorded.CheckAsync(installation, nodes.Acknowledged, cancellation),
        ];
    }

    private static async Task ContradictFactAsync(TwoNodes nodes)
    {
        var (id, subject) = ($"{Guid.NewGuid()}", $"berlin-mitte/T-{Guid.NewGuid():n}");
        var statuses = await Task.WhenAll(
            nodes.PostFactAsync(0, "print-shop", TwoNodes.Fact(id, subject, "production-started")),
            nodes.PostFactAsync(1, "print-shop", TwoNodes.Fact(id, subject, "production-completed")));
        One(statuses, "facts of one id");
    }

    private static async Task ContradictRegistrationAsync(TwoNodes nodes)
    {
        var order = $"T-{Guid.NewGuid():n}";
        string[] born = ["1990-05-17", "1991-06-18"];
        var answers = await Task.WhenAll(nodes.RegisterAsync(0, order, born[0]), nodes.RegisterAsync(1, order, born[1]));
        One([.. answers.Select(answer => answer.Status)], "registrations of one order");

        var winner = Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.Created);
        var reference = (string)JsonNode.Parse(answers[winner].Body)!["reference"]!;
        for (var node = 0; node < 2; node++)
        {
            var (his, hers) = ((await nodes.AskAsync(node, reference, born[winner])).Status, (await nodes.AskAsync(node, reference, born[1 - winner])).Status);
            if ((his, hers) != (HttpStatusCode.OK, HttpStatusCode.NotFound))
            {
                throw new DrillFailedException($"Who was registered is answered {(int)his}, who was refused {(int)hers}.");
            }
        }
    }

    private static async Task RepeatRegistrationAsync(TwoNodes nodes)
    {
        var order = $"T-{Guid.NewGuid():n}";
        var answers = await Task.WhenAll(nodes.RegisterAsync(0, order, "1990-05-17"), nodes.RegisterAsync(1, order, "1990-05-17"));
        if (!answers.Select(answer => answer.Status).Order().SequenceEqual([HttpStatusCode.OK, HttpStatusCode.Created])
            || answers.Select(answer => (string)JsonNode.Parse(answer.Body)!["reference"]!).Distinct().Count() != 1)
        {
            throw new DrillFailedException($"Two equal registrations at once were answered {string.Join(" and ", answers.Select(answer => (int)answer.Status))}.");
        }
    }

    private static async Task<TimeSpan> RevokeAsync(TwoNodes nodes, CancellationToken cancellation)
    {
        var client = new Client { Id = $"c-{Guid.NewGuid():n}"[..20], Role = Role.Manufacturer, Source = "/print-shops/leaving", AllAuthorities = true };
        await nodes.Installation.AddClientAsync(client);
        var token = nodes.Installation.TokenOf(client.Id);
        for (var node = 0; node < 2; node++)
        {
            if (await SayAsync(node) != HttpStatusCode.Created)
            {
                throw new DrillFailedException("A client that was registered could not post.");
            }
        }

        await nodes.Installation.RemoveClientAsync(client.Id);
        return await Condition.HoldsAsync(
            async () => await SayAsync(0) == HttpStatusCode.Unauthorized && await SayAsync(1) == HttpStatusCode.Unauthorized,
            "a removed client could still post", Noticed, cancellation);

        Task<HttpStatusCode> SayAsync(int node) => nodes.PostFactWithAsync(
            node, token, TwoNodes.Fact($"{Guid.NewGuid()}", $"berlin-mitte/T-{Guid.NewGuid():n}", "production-started", client.Source));
    }

    private static async Task<TimeSpan> ImportAsync(TwoNodes nodes, CancellationToken cancellation)
    {
        var authority = $"new-{Guid.NewGuid():n}"[..30];
        if (await SayAsync(0) != HttpStatusCode.UnprocessableEntity || await SayAsync(1) != HttpStatusCode.UnprocessableEntity)
        {
            throw new DrillFailedException("A fact for an authority that was never imported was not refused.");
        }

        await nodes.Installation.ImportAsync(new AuthorityEntry { Id = authority });
        return await Condition.HoldsAsync(
            async () => await SayAsync(0) == HttpStatusCode.Created && await SayAsync(1) == HttpStatusCode.Created,
            "an imported authority was not known to both nodes", Noticed, cancellation);

        Task<HttpStatusCode> SayAsync(int node) => nodes.PostFactAsync(
            node, "print-shop", TwoNodes.Fact($"{Guid.NewGuid()}", $"{authority}/T-{Guid.NewGuid():n}", "production-started"));
    }

    private static async Task<TimeSpan> RenameAsync(TwoNodes nodes, CancellationToken cancellation)
    {
        const string Born = "1990-05-17";
        var (order, name) = ($"T-{Guid.NewGuid():n}", $"Rathaus {Guid.NewGuid():n}");
        var authority = SampleAuthorities.Read()[0];
        var registered = await nodes.RegisterAsync(0, order, Born);
        var ready = TwoNodes.Fact(
            $"{Guid.NewGuid()}", $"{authority.Id}/{order}", "ready-for-pickup", "/authorities/berlin-mitte", new() { ["location"] = $"{authority.Locations[0].Id}" });
        if (registered.Status != HttpStatusCode.Created || await nodes.PostFactAsync(1, "office-berlin-mitte", ready) != HttpStatusCode.Created)
        {
            throw new DrillFailedException("A document could not be registered and made ready.");
        }

        var reference = (string)JsonNode.Parse(registered.Body)!["reference"]!;
        await nodes.Installation.ImportAsync(authority with { Locations = [authority.Locations[0] with { Name = name }, .. authority.Locations.Skip(1)] });
        return await Condition.HoldsAsync(
            async () => await IsToldAsync(0) && await IsToldAsync(1), "an office that was renamed was not called so by both nodes", Noticed, cancellation);

        async Task<bool> IsToldAsync(int node) => (await nodes.AskAsync(node, reference, Born)).Body.Contains(name, StringComparison.Ordinal);
    }

    private static void One(HttpStatusCode[] statuses, string what)
    {
        if (!statuses.Order().SequenceEqual([HttpStatusCode.Created, HttpStatusCode.Conflict]))
        {
            throw new DrillFailedException($"Two contradicting {what} at once were answered {string.Join(" and ", statuses.Select(status => (int)status))}.");
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
