using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Status.Watching;

/// <summary>
/// Tells one who watches the answer, and again whenever it is another: until the document is not found any more, the time is over, they go
/// or the host stops.
/// </summary>
internal sealed class WatchStream(WatchedAnswers answers, IHostApplicationLifetime host, TimeProvider clock)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task SendAsync(HttpContext context, Watcher watcher, DateTimeOffset until, Language language)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        try
        {
            // Before the first byte: if this fails it is answered with a problem, as everywhere.
            var document = await answers.FindAsync(watcher.Document.Lookup, over.Token);
            await TellAsync(new EventStream(context.Response, over.Token), watcher, document, until, language, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Nobody listens any more, or should ask the next node: there is nothing to say that would not be misunderstood as an end.
        }
    }

    private async Task TellAsync(EventStream events, Watcher watcher, Document? document, DateTimeOffset until, Language language, CancellationToken over)
    {
        AnswerBasis? basis = null;
        byte[]? told = null;
        while (document is not null)
        {
            // Putting it into words for nothing would cost as much as an answer, for everybody and every few seconds.
            if (answers.BasisOf(document) is var now && now != basis)
            {
                if (answers.Answer(now, language) is not { } answer)
                {
                    break;
                }

                if (told is null || !answer.AsSpan().SequenceEqual(told))
                {
                    await events.SendStatusAsync(told = answer);
                }

                basis = now;
            }

            var left = until - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                await events.SendEndAsync("token-expired"u8);
                return;
            }

            // Whole milliseconds, and none too few: or the last one would be waited for without waiting.
            if (await watcher.IsWokenAsync(left < Heartbeat ? left + TimeSpan.FromMilliseconds(1) : Heartbeat, over))
            {
                document = await AgainAsync(document, watcher, over);
            }
            else
            {
                // Then it is looked whether the answer is another though no fact came: on a new day, or because an office moved.
                await events.SendHeartbeatAsync();
            }
        }

        await events.SendEndAsync("not-found"u8);
    }

    // During an outage those who watch stay, with what they were told; the poller wakes them when the database is back.
    private async Task<Document?> AgainAsync(Document document, Watcher watcher, CancellationToken over)
    {
        try
        {
            return await answers.FindAsync(watcher.Document.Lookup, over);
        }
        catch (Exception problem) when (problem.IsDatabaseUnavailable())
        {
            watcher.Document.Forget();
            return document;
        }
    }
}
