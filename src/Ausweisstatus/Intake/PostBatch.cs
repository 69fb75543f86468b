using System.Text.Json;
using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;

namespace Ausweisstatus.Intake;

/// <summary>A batch: its accepted facts are one transaction; a rejected one holds back none of the others.</summary>
internal static class PostBatch
{
    public static async Task<IResult> HandleAsync(HttpRequest request, Caller caller, RecordFacts record, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request, IntakeLimits.BatchBytes, cancellation);
        if (body is null)
        {
            return IntakeProblems.BatchTooLarge;
        }

        if (!StrictJson.TryParse(body, out var json))
        {
            return IntakeProblems.MalformedEvent;
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Array)
            {
                return IntakeProblems.MalformedEvent with { Detail = "A batch is a JSON array of CloudEvents." };
            }

            if (json.RootElement.GetArrayLength() > IntakeLimits.BatchEvents)
            {
                return IntakeProblems.BatchTooLarge;
            }

            List<Read> read = [.. json.RootElement.EnumerateArray().Select(ReadElement)];
            return Results.Ok(BatchAnswer.Of(await record.RecordAsync(read, caller, cancellation)));
        }
    }

    private static Read ReadElement(JsonElement element) =>
        JsonMarshalSize.Of(element) > IntakeLimits.EventBytes ? IntakeProblems.EventTooLarge : ReadEvent.Structured(element);
}
