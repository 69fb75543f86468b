using System.Buffers;
using System.Text.Json;
using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Intake;

/// <summary>
/// A stream of events, one a line, of any length in flat memory: what has arrived is recorded and answered, a line of result for each line,
/// before more is read. The last line of the answer is the tally.
/// </summary>
internal static class PostStream
{
    private const int EventsPerCommit = 500;

    public static async Task<IResult> HandleAsync(HttpRequest request, Caller caller, RecordFacts record, CancellationToken cancellation)
    {
        RequestBody.LetPass(request);
        request.HttpContext.Response.ContentType = "application/x-ndjson";
        var answer = new AnswerLines(request.HttpContext.Response);
        var tally = new Tally();
        try
        {
            await foreach (var lines in Lines.ReadAsync(request.BodyReader, EventsPerCommit, cancellation))
            {
                foreach (var result in await record.RecordAsync(lines, caller, cancellation))
                {
                    answer.Add(tally.Count(result));
                }

                await answer.FlushAsync(cancellation);
            }
        }
        catch (Exception problem) when (answer.HasBegun && problem is not OperationCanceledException)
        {
            // The status was sent long ago. What was answered so far is durable; the sender repeats the rest.
            answer.Add(new StreamBroken(tally.Total, ProblemOf(problem)));
            await answer.FlushAsync(cancellation);
            return Results.Empty;
        }

        answer.Add(tally);
        await answer.FlushAsync(cancellation);
        return Results.Empty;
    }

    private static Problem ProblemOf(Exception problem) =>
        problem is BadHttpRequestException ? Problem.MalformedRequest
        : Outage.IsBehind(problem) ? Problem.TemporarilyUnavailable
        : Problem.Unexpected;

    /// <summary>The last line of an answer that could not be finished.</summary>
    private sealed record StreamBroken(long NotRecordedFrom, Problem Problem);

    private sealed class AnswerLines(HttpResponse response)
    {
        private readonly JsonSerializerOptions json =
            response.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

        public bool HasBegun => response.HasStarted;

        public void Add<T>(T line)
        {
            var writer = response.BodyWriter;
            using (var text = new Utf8JsonWriter(writer))
            {
                JsonSerializer.Serialize(text, line, json);
            }

            writer.Write("\n"u8);
        }

        public async Task FlushAsync(CancellationToken cancellation) => await response.BodyWriter.FlushAsync(cancellation);
    }
}
