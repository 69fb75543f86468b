using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;

namespace Ausweisstatus.Intake;

/// <summary>One event, structured or binary: 201 accepted, 200 duplicate, or the problem.</summary>
internal static class PostSingle
{
    public static async Task<IResult> HandleAsync(
        HttpRequest request, bool isBinary, Caller caller, RecordFacts record, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request, IntakeLimits.EventBytes, cancellation);
        var read = body is null ? IntakeProblems.EventTooLarge
            : isBinary ? BinaryEvent.Read(request.Headers, body)
            : EventReader.Structured(body);

        var result = (await record.RecordAsync([read], caller, cancellation))[0];
        return result switch
        {
            { Problem: { } problem } => problem,
            { Outcome: FactResult.AcceptedOutcome } => new JsonAnswer<FactResult>(result, StatusCodes.Status201Created),
            _ => new JsonAnswer<FactResult>(result),
        };
    }
}
