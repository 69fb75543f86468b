using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Marten;

namespace Ausweisstatus.Intake.Registering;

/// <summary>What an authority gets for an application: the code for the slip, and where the slip can be printed.</summary>
public sealed record RegisteredDocument(Guid Id, string Reference, string Slip);

/// <summary><c>POST /api/v1/documents</c>: an authority registers an application. Registering the same again gives the same answer.</summary>
internal sealed class RegisterDocument(IDocumentStore store, GroupCommit commit, LookupKeys keys, SlipTokens slips, TimeProvider clock)
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
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private async Task<IResult> HandleAsync(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        if (!RequestContentType.IsJson(request))
        {
            return Problem.UnsupportedMediaType;
        }

        var body = await RequestBody.ReadAsync(request, IntakeLimits.EventBytes, cancellation);
        var (registration, problem) = body is null ? new(null, Problem.TooLarge) : ReadRegistration.From(body);
        if (registration is null)
        {
            return problem!;
        }

        if (!caller.May(registration.Authority))
        {
            return IntakeProblems.ForeignAuthority;
        }

        if (registration.AppliedAt > clock.GetUtcNow() + IntakeLimits.ClockAhead)
        {
            return IntakeProblems.TimeInFuture;
        }

        return await RegisterAsync(registration, caller, cancellation);
    }

    private async Task<IResult> RegisterAsync(Registration registration, Caller caller, CancellationToken cancellation)
    {
        var document = await FindAsync(registration, cancellation);
        if (document?.Application() is { } recorded)
        {
            return registration.IsTheSameAs(recorded, keys) ? Results.Ok(AnswerFor(document)) : IntakeProblems.OrderAlreadyRegistered;
        }

        var result = await RecordAsync(registration, document, caller, cancellation);
        // Read again: what was recorded in the meantime counts too.
        document = await FindAsync(registration, cancellation);
        return result.Outcome switch
        {
            Outcome.Accepted => Results.Created((string?)null, AnswerFor(document!)),
            Outcome.Duplicate => Results.Ok(AnswerFor(document!)),
            _ => IntakeProblems.OrderAlreadyRegistered,
        };
    }

    private async Task<Recorded> RecordAsync(Registration registration, Document? document, Caller caller, CancellationToken cancellation)
    {
        var source = caller.Source ?? $"/authorities/{registration.Authority}";
        // A registration that was retracted can be made again, under the next number.
        var number = 1 + (document?.Facts.Count(known => known.Fact is ApplicationReceived) ?? 0);
        var submission = new Submission(
            registration.Authority,
            registration.Order,
            registration.ToFact(keys, keys.Current, ThisSecond()),
            source,
            $"registration/{number}/{DocumentId.Of(registration.Authority, registration.Order)}",
            caller.Client,
            registration.DateOfBirth);
        return (await commit.RecordAsync([submission], [], cancellation))[0];
    }

    // Systems stamp whole seconds: what happens in the same second must not come before the application.
    private DateTimeOffset ThisSecond() => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    private async Task<Document?> FindAsync(Registration registration, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(registration.Authority.ToString());
        return await session.LoadAsync<Document>(DocumentId.Of(registration.Authority, registration.Order), cancellation);
    }

    private RegisteredDocument AnswerFor(Document document) =>
        new(document.Id, keys.ReferenceOf(document).ToString(), "/slip/" + slips.For(document));
}
