using System.Diagnostics;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills.Guessing;

/// <summary>A citizen who asks for documents while others guess, and while nobody does.</summary>
internal static class Bystander
{
    private const int Documents = 20;
    private const int Guessers = 5;
    private const int GuessesEach = 50;

    // 500 guesses a second; a machine that had nothing left would say nothing about the product.
    private static readonly TimeSpan BetweenGuesses = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(2);

    /// <summary>With and without, by turns, so that other work on the machine meets both.</summary>
    /// <returns>The 95th percentiles in milliseconds, and how many wrong lookups there were.</returns>
    public static async Task<(double Quiet, double Attacked, int Wrong)> CompareAsync(HttpClient http, string office, int pairs, CancellationToken cancellation)
    {
        var documents = new List<RegisteredDocument>();
        while (documents.Count < Documents)
        {
            documents.Add(await RegisteredDocument.MakeAsync(http, office, GuessRound.SomeBirth(), cancellation));
        }

        var node = http.BaseAddress!;
        using var citizen = await KeptConnection.OpenAsync(node, KeptConnection.FreshAddress(), cancellation);
        var (quiet, attacked) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < pairs; pair++)
        {
            await AskAsync(citizen, documents, quiet, Task.Delay(GuessesEach * BetweenGuesses, cancellation), cancellation);
            await AskAsync(citizen, documents, attacked, GuessAsync(node, cancellation), cancellation);
        }

        return (Percentile(quiet), Percentile(attacked), pairs * Guessers * GuessesEach);
    }

    private static async Task AskAsync(
        KeptConnection citizen, List<RegisteredDocument> documents, List<double> times, Task meanwhile, CancellationToken cancellation)
    {
        using var next = new PeriodicTimer(BetweenQuestions);
        do
        {
            var document = documents[Random.Shared.Next(Documents)];
            var began = Stopwatch.GetTimestamp();
            var answer = await citizen.AskAsync(document.Reference, document.Born, cancellation);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (answer.Status != 200)
            {
                throw new DrillFailedException($"An honest citizen was answered {answer.Status}.");
            }

            await next.WaitForNextTickAsync(cancellation);
        }
        while (!meanwhile.IsCompleted);

        await meanwhile;
    }

    private static Task GuessAsync(Uri node, CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, Guessers).Select(async _ =>
    {
        using var guesser = await KeptConnection.OpenAsync(node, KeptConnection.FreshAddress(), cancellation);
        using var next = new PeriodicTimer(BetweenGuesses);
        for (var guess = 0; guess < GuessesEach; guess++)
        {
            await next.WaitForNextTickAsync(cancellation);
            var answer = await guesser.AskAsync(RegisteredDocument.UnknownReference(), GuessRound.SomeBirth(), cancellation);
            if (answer.Status != 404)
            {
                throw new DrillFailedException($"A wrong lookup was answered {answer.Status}.");
            }
        }
    }));

    private static double Percentile(List<double> times) => times.Order().ElementAt(times.Count * 95 / 100);
}
