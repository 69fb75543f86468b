using System.IO.Pipelines;
using Ausweisstatus.Access;
using Ausweisstatus.Intake.Answering;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Intake;

/// <summary>
/// A stream of events, one a line, of any length in flat memory: what has arrived is recorded and answered, a line of result for each line,
/// before more is read. The last line of the answer is the tally. Who sends all before reading gets the answer too: results wait for it.
/// </summary>
internal sealed class PostStream(
    RecordFacts record, ClientDirectory clients, SpoolRoom room, IOptions<JsonOptions> json, TimeProvider clock)
{
    private const int EventsPerCommit = 500;

    /// <summary>How long one who has sent everything may read nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long what still comes is thrown away, so that the sender comes to its end and to reading.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private static readonly Problem TooMuchUnread = Problem.TooLarge with
    {
        Detail = "Too many results wait to be read. Send the rest as another stream, or read while you send.",
    };

    public async Task<IResult> HandleAsync(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        var context = request.HttpContext;
        OversizedBodies.LetPass(context);
        LetRead(context);
        context.Response.ContentType = "application/x-ndjson";
        await using var answer = new AnswerLines(context.Response.BodyWriter, json.Value.SerializerOptions, room, cancellation);
        var tally = new Tally();
        Problem? problem;
        try
        {
            problem = await RecordAllAsync(request, caller, answer, tally, cancellation);
        }
        catch (Exception fault) when (tally.Total > 0 && fault is not OperationCanceledException)
        {
            problem = ProblemOf(fault);
        }

        if (problem is null)
        {
            await answer.AddAsync([tally]);
            await SendRestAsync(answer, Task.CompletedTask, context);
        }
        else
        {
            // The status was sent long ago. What was answered so far is durable; the sender repeats the rest.
            await answer.AddAsync([new StreamBroken(tally.Total, problem)]);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            enough.CancelAfter(LongestRest);
            var rest = ThrowAwayAsync(request.BodyReader, enough.Token);
            await SendRestAsync(answer, rest, context);
            await enough.CancelAsync();
            await rest;
        }

        return Results.Empty;
    }

    /// <returns>Why not all of it was recorded; null where all was.</returns>
    private async Task<Problem?> RecordAllAsync(HttpRequest request, Caller caller, AnswerLines answer, Tally tally, CancellationToken cancellation)
    {
        var vouching = request.HttpContext.Features.Get<Vouching>();
        await foreach (var lines in LineReader.ReadAsync(request.BodyReader, EventsPerCommit, cancellation))
        {
            if (vouching is not null && !await vouching.HoldsAsync(clients, cancellation))
            {
                return Problem.Unauthenticated;
            }

            var results = await record.RecordAsync(lines, caller, cancellation);
            if (!await answer.AddAsync(results.Select(tally.Count)))
            {
                return TooMuchUnread;
            }
        }

        return null;
    }

    /// <summary>Waits until all is sent, as long as the sender still sends or reads.</summary>
    private async Task SendRestAsync(AnswerLines answer, Task rest, HttpContext context)
    {
        for (var before = -1L; before != answer.Sent || !rest.IsCompleted;)
        {
            before = answer.Sent;
            await answer.Sending.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (answer.Sending.IsCompleted)
            {
                return;
            }
        }

        context.Abort();
    }

    private static async Task ThrowAwayAsync(PipeReader reader, CancellationToken enough)
    {
        try
        {
            for (var isCompleted = false; !isCompleted;)
            {
                var read = await reader.ReadAsync(enough);
                isCompleted = read.IsCompleted;
                reader.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Enough, or nothing more will come.
        }
    }

    /// <summary>The server would cut off one who does not read; here it may be one who still sends.</summary>
    private static void LetRead(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private static Problem ProblemOf(Exception problem) =>
        problem is BadHttpRequestException bad ? Problem.ForStatus(bad.StatusCode)
        : problem.IsDatabaseUnavailable() ? Problem.TemporarilyUnavailable
        : Problem.Unexpected;

    /// <summary>The last line of an answer that could not be finished.</summary>
    private sealed record StreamBroken(long NotRecordedFrom, Problem Problem);
}
