using System.Diagnostics;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Registering;

/// <summary>What an authority gets for an application: the code for the slip, and where the slip can be printed.</summary>
internal sealed record RegisteredDocument(Guid Id, string Reference, string Slip);

/// <summary><c>POST /api/v1/documents</c>: an authority registers an application. Registering the same again gives the same answer.</summary>
internal sealed class RegisterDocument(GroupCommit commit, AuthorityDirectory authorities, LookupKeys keys, SlipTokens slips, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/documents", (HttpRequest request, Caller caller, RegisterDocument register, CancellationToken cancellation) =>
                register.HandleAsync(request, caller, cancellation))
            .ForRoles(Role.Authority)
            .WithTags("Documents")
            .WithName("RegisterDocument")
            .WithSummary("Register an application and get the code for the slip")
            .Accepts<Registration>("application/json")
            .Produces<RegisteredDocument>(StatusCodes.Status201Created)
            .Produces<RegisteredDocument>(StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        var (registration, problem) = await JsonBody.ReadAsync<Registration>(request, IntakeLimits.EventBytes, cancellation);
        if (registration is null)
        {
            return problem!;
        }

        if (!caller.May(registration.Authority))
        {
            return Problem.ForeignAuthority;
        }

        if (registration.DateOfBirth.IsInFuture(clock.GetUtcNow()))
        {
            return Problem.InvalidRequest.WithFieldError("dateOfBirth", "must not be in the future");
        }

        if (!await authorities.KnowsAsync(registration.Authority, cancellation))
        {
            return Problem.UnknownAuthority;
        }

        if (registration.AppliedAt > clock.GetUtcNow() + IntakeLimits.ClockAhead)
        {
            return IntakeProblems.TimeInFuture;
        }

        return await RegisterAsync(registration, caller, cancellation);
    }

    private async Task<IResult> RegisterAsync(Registration registration, Caller caller, CancellationToken cancellation)
    {
        var fact = new NewFact(
            registration.ToFact(keys, keys.Current, ThisSecond()),
            caller.Source ?? $"/authorities/{registration.Authority}",
            // The number of the registration is known when it is decided.
            EventId: Submission.RegistrationIds,
            caller.Client,
            Activity.Current?.TraceId.ToString());
        var submission = new Submission(new DocumentKey(registration.Authority, registration.Order), fact, registration.DateOfBirth, registration);
        var recorded = (await commit.RecordAsync([submission], [], cancellation))[0];
        return recorded switch
        {
            { Outcome: Outcome.Accepted, Registered: { } document } => Results.Created((string?)null, AnswerFor(document)),
            { Outcome: Outcome.Duplicate, Registered: { } document } => Results.Ok(AnswerFor(document)),
            _ => recorded.Problem ?? Problem.Unexpected,
        };
    }

    // Systems stamp whole seconds: what happens in the same second must not come before the application.
    private DateTimeOffset ThisSecond() => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    private RegisteredDocument AnswerFor(Document document) =>
        new(document.Id, keys.ReferenceOf(document).ToString(), "/slip/" + slips.For(document));
}
