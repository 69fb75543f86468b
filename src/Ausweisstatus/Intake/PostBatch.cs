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

        if (!BatchReader.TryRead(body, out var read))
        {
            return IntakeProblems.MalformedEvent with { Detail = "A batch is a JSON array of CloudEvents, in UTF-8." };
        }

        return read.Count > IntakeLimits.BatchEvents
            ? IntakeProblems.BatchTooLarge
            : new JsonAnswer<BatchAnswer>(BatchAnswer.Of(await record.RecordAsync(read, caller, cancellation)));
    }
}
