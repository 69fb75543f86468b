using System.Net;
using System.Net.Http.Headers;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>
/// The public API as a client sees it. A host that is away, overloaded or restarting is asked again with growing pauses for up to a
/// minute; Retry-After is honoured. Safe, because every fact that is already known is recognised.
/// </summary>
internal sealed class RetryingHttpClient(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private long lastAnswer = clock.GetTimestamp();
    private int waiting;

    /// <summary>How many requests wait for the host to answer again.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Sends until there is an answer that asking again would not change, and reads it.</summary>
    /// <param name="request">Makes the request; once for every attempt.</param>
    /// <param name="read">Reads the answer; it is part of the attempt, as a connection can break in the middle of it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StoppedException">No such answer within a minute.</exception>
    public async Task<T> Send<T>(
        Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        long? failingSince = null;
        for (var attempt = 0; ; attempt++)
        {
            var (fault, retryAfter, throttled) = ("", TimeSpan.Zero, false);
            try
            {
                using var message = request();
                using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (!AsksToComeAgain(response.StatusCode))
                {
                    var result = await read(response, cancellation);
                    Volatile.Write(ref lastAnswer, clock.GetTimestamp());
                    return result;
                }

                fault = $"{(int)response.StatusCode} {response.ReasonPhrase}";
                throttled = response.StatusCode is HttpStatusCode.TooManyRequests;
                retryAfter = Pause(response.Headers.RetryAfter);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException
                || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                fault = broken.Message;
            }

            failingSince ??= clock.GetTimestamp();
            // One of many throttled requests may wait long while the others go through: that is no outage.
            var outageSince = throttled ? Math.Max(failingSince.Value, Volatile.Read(ref lastAnswer)) : failingSince.Value;
            var pause = retryAfter > TimeSpan.Zero ? retryAfter : Backoff(attempt);
            if (clock.GetElapsedTime(outageSince) + pause > Patience)
            {
                throw new StoppedException(
                    $"{http.BaseAddress} has given no answer for a minute ({fault}). " +
                    "Start the host again and repeat the same command: facts already known are recognised.");
            }

            await Wait(pause, cancellation);
        }
    }

    private static bool AsksToComeAgain(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    private async Task Wait(TimeSpan pause, CancellationToken cancellation)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await Task.Delay(pause, clock, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    // Spread out, so that the clients of a host that came back do not all knock in the same moment.
    private static TimeSpan Backoff(int attempt) =>
        Min(TimeSpan.FromMilliseconds(200 * Math.Pow(2, Math.Min(attempt, 10))), LongestPause) * (0.75 + (Random.Shared.NextDouble() / 2));

    private TimeSpan Pause(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - clock.GetUtcNow() : TimeSpan.Zero);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
