using System.Diagnostics;
using System.Text.Json.Nodes;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Drills.Guessing;

namespace Ausweisstatus.Drills;

/// <summary>Somebody who knows a code guesses the date of birth, with everything they can send at once.</summary>
internal sealed class GuessDrill : IDrill
{
    private const double MostSlowdown = 1.2;

    // After the tenth miss of a code: in a round that takes longer, one try more is let through, which is hardly ever the right one.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StrangerWaits = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongAttack = TimeSpan.FromSeconds(60);

    public string Name => "drill-guess";

    public string Shows => "a year of dates of birth at once for one code: none is found out, the owner is answered, and others do not notice";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        var isLong = duration > TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        await using var node = await installation.StartNodeAsync(cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = node.Address };
        var office = installation.TokenOf("office-berlin-mitte");
        List<string> seen = [];

        var (rounds, longest) = (0, TimeSpan.Zero);
        // By whether the guesses come from one address: found in the round before, which took so long that it may have been chance.
        var suspects = new bool[2];
        async Task GuessAsync(int one)
        {
            var round = await GuessRoundAsync(http, office, fromOneAddress: one == 1, cancellation);
            if (round.Found && (suspects[one] || round.Took < FirstPause))
            {
                throw new DrillFailedException(
                    $"The date of birth was found among {GuessRound.Guesses} guesses sent at once from {(one == 1 ? "one address" : "many addresses")}, within {round.Took.TotalSeconds:0.00} s.");
            }

            suspects[one] = round.Found;
            (rounds, longest) = (rounds + 1, round.Took > longest ? round.Took : longest);
        }

        await GuessAsync(0);
        await GuessAsync(1);

        var (quiet, attacked, wrong) = await Bystander.CompareAsync(http, office, pairs: isLong ? 80 : 1, cancellation);
        var ratio = attacked / quiet;
        seen.Add($"Beside {wrong:N0} wrong lookups the 95th percentile of a citizen was {attacked:0.00} ms, without them {quiet:0.00} ms: {ratio:0.00} times.");
        if (isLong)
        {
            var document = await RegisteredDocument.MakeAsync(http, office, GuessRound.SomeBirth(), cancellation);
            var waited = await Hammering.DuringAsync(node.Address, document, LongAttack, () => FindAsync(node.Address, document, cancellation), cancellation);
            seen.Add($"A stranger who knew code and date of birth was answered after {waited.TotalSeconds:0.0} s, while others went on guessing.");
        }

        while (suspects.Contains(true) || watch.Elapsed < duration)
        {
            await GuessAsync(0);
            await GuessAsync(1);
        }

        seen.Insert(0, $"{rounds} times {GuessRound.Guesses} dates of birth were tried at once behind {GuessRound.Others:N0} other lookups, within {longest.TotalSeconds:0.00} s "
            + "at most, by turns from many addresses and from one: the right one was not found, and the owner's device was answered at once.");
        // Last, so that it hides nothing else.
        return isLong && ratio >= MostSlowdown ? throw new DrillFailedException(string.Join('\n', seen)) : seen;
    }

    /// <summary>Guesses at a new document whose owner has asked before, and lets the owner ask again.</summary>
    private static async Task<(bool Found, TimeSpan Took)> GuessRoundAsync(HttpClient http, string office, bool fromOneAddress, CancellationToken cancellation)
    {
        var document = await RegisteredDocument.MakeAsync(http, office, GuessRound.SomeBirth(), cancellation);
        using var owner = await KeptConnection.OpenAsync(http.BaseAddress!, KeptConnection.FreshAddress(), cancellation);
        var before = await owner.AskAsync(document.Reference, document.Born, cancellation);
        var device = before.Status == 200 ? (string)JsonNode.Parse(before.Body)!["device"]! : throw new DrillFailedException($"The owner was answered {before.Status}.");

        using var round = await GuessRound.OpenAsync(http.BaseAddress!, document, fromOneAddress, cancellation);
        var result = await round.RunAsync(cancellation);

        // From where the guesses came from, whose address may have nothing left.
        using var same = await KeptConnection.OpenAsync(http.BaseAddress!, round.Attacker, cancellation);
        var after = await same.AskAsync(document.Reference, document.Born, cancellation, device);
        return after.Status == 200 ? result : throw new DrillFailedException($"After the guesses the owner's device was answered {after.Status}.");
    }

    private static async Task<TimeSpan> FindAsync(Uri node, RegisteredDocument document, CancellationToken cancellation)
    {
        using var stranger = await KeptConnection.OpenAsync(node, KeptConnection.FreshAddress(), cancellation);
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        while ((await stranger.AskAsync(document.Reference, document.Born, cancellation)).Status != 200)
        {
            if (watch.Elapsed > StrangerWaits)
            {
                throw new DrillFailedException($"A stranger who knew code and date of birth was not answered within {StrangerWaits.TotalSeconds:0} s.");
            }

            await again.WaitForNextTickAsync(cancellation);
        }

        return watch.Elapsed;
    }
}
