using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;
using Ausweisstatus.Throttling;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>Who wants to be told what becomes of a document.</summary>
/// <param name="Reference">The code of the slip.</param>
/// <param name="DateOfBirth">As in a question for the status.</param>
/// <param name="Channel">Always <c>email</c>.</param>
/// <param name="Address">The e-mail address.</param>
/// <param name="Language">Of the mails; else that of the request.</param>
internal sealed record NewSubscription(string Reference, string DateOfBirth, string Channel, string Address, string? Language = null);

/// <summary><c>/api/v1/subscriptions</c>: citizens are told by e-mail when there is news. For everybody.</summary>
internal static class SubscriptionEndpoints
{
    private const string Path = "/api/v1/subscriptions";
    private const string Email = "email";
    private const int MaxBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup(Path).ForEveryone().WithTags("Subscriptions");
        subscriptions.MapPost("", AddAsync)
            .WithName("Subscribe").WithSummary("Be told by e-mail when there is news about a document")
            .WithDescription("The answer is the same whether there is such a document or not. Nothing is told before the link in the first mail was followed.")
            .Accepts<NewSubscription>("application/json").Produces(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);
        subscriptions.MapDelete("/{token}", EndAsync)
            .WithName("Unsubscribe").WithSummary("Be told no more; the token is the one of the links in the mails")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, Subscribe subscribe, TimeProvider clock, [FromHeader(Name = StatusEndpoint.DeviceHeader)] string? device, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!subscribe.IsOffered)
        {
            return Problem.NoSuchResource;
        }

        var (wanted, unreadable) = await JsonBody.ReadAsync<NewSubscription>(context.Request, MaxBytes, cancellation);
        if (wanted is null)
        {
            return unreadable!;
        }

        var language = context.NegotiatedLanguage();
        if (new Question(wanted.Reference, wanted.DateOfBirth).Check(language, clock.GetUtcNow(), out var reference, out var dateOfBirth) is { } problem)
        {
            return problem;
        }

        if (wanted.Channel != Email)
        {
            return Problem.InvalidRequest.WithFieldError("channel", "is `email`");
        }

        if (MailAddress.Read(wanted.Address) is not { } address)
        {
            return Problem.InvalidRequest.WithFieldError("address", "must be an e-mail address such as name@example.org");
        }

        if (wanted.Language is { } tag && (language = Language.Find(tag)) is null)
        {
            return Problem.InvalidRequest.WithFieldError("language", "is one of " + string.Join(", ", Language.All));
        }

        var asker = new Asker(context.Connection.RemoteIpAddress, device);
        return await subscribe.ExecuteAsync(reference, dateOfBirth, asker, address, language, cancellation) is { } tooMany
            ? tooMany.Problem
            : Results.Accepted();
    }

    private static async Task<IResult> EndAsync(string token, SubscriptionTokens tokens, Confirmation confirmation) =>
        tokens.TryRead(token, out var subscription) && await confirmation.EndAsync(subscription) ? Results.NoContent() : Problem.NoSuchResource;
}
