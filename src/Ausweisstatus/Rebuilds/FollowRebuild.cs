using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Rebuilds;

/// <summary>Tells how far a rebuild is, again and again, until it is over: server-sent events.</summary>
internal sealed class FollowRebuild(RebuildQueue queue, IHostApplicationLifetime host)
{
    private const string Progress = "progress";

    /// <summary>The last event.</summary>
    private const string End = "end";

    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(500);

    public async Task<IResult> AnswerAsync(Guid id, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Before the first byte: who asks for one that there is not is told so.
        return await queue.FindAsync(id, context.RequestAborted) is { } job
            ? TypedResults.ServerSentEvents(TellAsync(job, context.RequestAborted))
            : Problem.NoSuchResource;
    }

    private async IAsyncEnumerable<SseItem<RebuildAnswer>> TellAsync(RebuildJob first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, host.ApplicationStopping);
        for (var job = first; !over.IsCancellationRequested; job = await queue.FindAsync(first.Id, cancellation) ?? first)
        {
            yield return new SseItem<RebuildAnswer>(RebuildAnswer.Of(job), job.IsOver ? End : Progress);
            if (job.IsOver)
            {
                yield break;
            }

            // Who stops listening, and a host that stops, end it without a word: whoever comes back asks another node.
            await Task.Delay(TellEvery, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
