using System.Diagnostics;
using System.Net;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills.Guessing;

/// <summary>All dates of birth of a year for one code, sent at once while many other lookups are under way.</summary>
internal sealed class GuessRound : IDisposable
{
    public const int Guesses = 365;
    public const int Others = 2_000;

    // The right date is one of so many at the end: far behind those that may be let through.
    private const int Last = 300;
    private const int Year = 1990;
    private const int PerAddress = 5;

    // Less than an address may miss, so that each of them is looked up.
    private const int OthersPerAddress = 200;
    private const int NotFound = 404;
    private const int TooMany = 429;

    private readonly RegisteredDocument document;
    private readonly bool fromOneAddress;
    private readonly List<KeptConnection> others = [];
    private readonly List<KeptConnection> guessers = [];

    private GuessRound(RegisteredDocument document, bool fromOneAddress) => (this.document, this.fromOneAddress) = (document, fromOneAddress);

    /// <summary>One of the addresses that the guesses come from.</summary>
    public IPAddress Attacker { get; private set; } = KeptConnection.FreshAddress();

    /// <summary>A date of birth that will be guessed.</summary>
    public static DateOnly SomeBirth() => new DateOnly(Year, 1, 1).AddDays(Random.Shared.Next(Guesses));

    public static async Task<GuessRound> OpenAsync(Uri node, RegisteredDocument document, bool fromOneAddress, CancellationToken cancellation)
    {
        var round = new GuessRound(document, fromOneAddress);
        try
        {
            await ConnectAsync(round.others, Others, OthersPerAddress);
            await ConnectAsync(round.guessers, Guesses, fromOneAddress ? Guesses : PerAddress);
            return round;
        }
        catch
        {
            round.Dispose();
            throw;
        }

        async Task ConnectAsync(List<KeptConnection> connections, int count, int perAddress)
        {
            for (; connections.Count < count;)
            {
                if (connections.Count % perAddress == 0)
                {
                    round.Attacker = KeptConnection.FreshAddress();
                }

                connections.Add(await KeptConnection.OpenAsync(node, round.Attacker, cancellation));
            }
        }
    }

    /// <returns>Whether one of the guesses was answered with a document, and how long it took until all had an answer.</returns>
    public async Task<(bool Found, TimeSpan Took)> RunAsync(CancellationToken cancellation)
    {
        var dates = Enumerable.Range(0, Guesses).Select(day => new DateOnly(Year, 1, 1).AddDays(day)).Where(date => date != document.Born).ToArray();
        Random.Shared.Shuffle(dates);
        var guesses = dates.ToList();
        guesses.Insert(Guesses - Last + Random.Shared.Next(Last), document.Born);

        // In this order they reach the node: whoever sends does not wait for anybody.
        others.ForEach(other => other.Ask(RegisteredDocument.UnknownReference(), document.Born));
        var began = Stopwatch.GetTimestamp();
        for (var guess = 0; guess < Guesses; guess++)
        {
            guessers[guess].Ask(document.Reference, guesses[guess]);
        }

        var answers = await Task.WhenAll(guessers.Select(guesser => guesser.ReceiveAsync(cancellation)));
        var took = Stopwatch.GetElapsedTime(began);
        var beside = await Task.WhenAll(others.Select(other => other.ReceiveAsync(cancellation)));
        Check("another lookup", beside, NotFound);
        Check("a guess", answers.Where(answer => answer.Status != 200), fromOneAddress ? [NotFound, TooMany] : [NotFound]);
        return (answers.Any(answer => answer.Status == 200), took);
    }

    public void Dispose()
    {
        others.ForEach(other => other.Dispose());
        guessers.ForEach(guesser => guesser.Dispose());
    }

    private static void Check(string what, IEnumerable<RawAnswer> answers, params int[] allowed)
    {
        if (answers.FirstOrDefault(answer => !allowed.Contains(answer.Status)) is { } wrong)
        {
            throw new DrillFailedException($"The answer to {what} was {wrong.Status}.");
        }
    }
}
