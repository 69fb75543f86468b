using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills.Guessing;

/// <summary>Somebody who goes on guessing at one code, from a few addresses.</summary>
internal static class Hammering
{
    private const int Addresses = 3;
    private static readonly TimeSpan BetweenGuesses = TimeSpan.FromMilliseconds(20);

    /// <param name="node">Where.</param>
    /// <param name="document">Whose code they know; they never say the right date.</param>
    /// <param name="before">How long they are at it before anything else is done.</param>
    /// <param name="meanwhile">What is done while they go on.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<T> DuringAsync<T>(Uri node, RegisteredDocument document, TimeSpan before, Func<Task<T>> meanwhile, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var attack = Task.WhenAll(Enumerable.Range(0, Addresses).Select(number => GuessAsync(node, document, number, stop.Token, cancellation)));
        try
        {
            await Task.WhenAny(attack, Task.Delay(before, cancellation));
            return await meanwhile();
        }
        finally
        {
            await stop.CancelAsync();
            await attack;
        }
    }

    private static async Task GuessAsync(Uri node, RegisteredDocument document, int number, CancellationToken stop, CancellationToken cancellation)
    {
        using var attacker = await KeptConnection.OpenAsync(node, KeptConnection.FreshAddress(), cancellation);
        for (var day = number; !stop.IsCancellationRequested; day += Addresses)
        {
            // Years before: all of them wrong.
            var answer = await attacker.AskAsync(document.Reference, new DateOnly(1900, 1, 1).AddDays(day % 20_000), cancellation);
            if (answer.Status is not (404 or 429))
            {
                throw new DrillFailedException($"A wrong lookup was answered {answer.Status}.");
            }

            await Task.Delay(BetweenGuesses, cancellation);
        }
    }
}
