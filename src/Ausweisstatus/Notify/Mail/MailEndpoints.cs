using Ausweisstatus.Access;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Notify.Mail;

/// <summary>A mail that came back.</summary>
/// <param name="Address">Where it was sent back to: the address of the envelope, which names the subscription.</param>
internal sealed record Bounce(string Address);

/// <summary>How an operator's mail system tells us of mails that came back.</summary>
internal static class MailEndpoints
{
    private const int MaxBytes = 4 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/operations/bounces", BounceAsync).ForRoles(Role.Operator).WithTags("Operations")
            .WithName("ReportBounce").WithSummary("A mail came back: its subscription is over")
            .Accepts<Bounce>("application/json").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> BounceAsync(HttpRequest request, Confirmation confirmation, CancellationToken cancellation)
    {
        var (bounce, problem) = await JsonBody.ReadAsync<Bounce>(request, MaxBytes, cancellation);
        if (bounce is null)
        {
            return problem!;
        }

        // bounces+ID@example.org; perhaps in angle brackets, as mail systems write it.
        var (plus, at) = (bounce.Address.LastIndexOf('+'), bounce.Address.LastIndexOf('@'));
        if (plus < 0 || at < plus || !Guid.TryParseExact(bounce.Address[(plus + 1)..at], "n", out var subscription))
        {
            return Problem.InvalidRequest.WithFieldError("address", "is the address that the mail came back to, such as bounces+0123…@example.org");
        }

        if (await confirmation.EndAsync(subscription))
        {
            MailMetrics.CountBounce();
        }

        return Results.NoContent();
    }
}
