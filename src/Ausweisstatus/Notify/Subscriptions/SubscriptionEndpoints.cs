using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Push;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;
using Ausweisstatus.Throttling;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>Who wants to be told what becomes of a document.</summary>
/// <param name="Reference">The code of the slip.</param>
/// <param name="DateOfBirth">As in a question for the status.</param>
/// <param name="Channel"><c>email</c> or <c>web-push</c>.</param>
/// <param name="Address">The e-mail address, for <c>email</c>.</param>
/// <param name="Subscription">What the browser subscribed to, for <c>web-push</c>.</param>
/// <param name="Language">Of what is told; else that of the request.</param>
internal sealed record NewSubscription(
    string Reference, string DateOfBirth, string Channel, string? Address = null, DeviceSubscription? Subscription = null, string? Language = null);

/// <summary>A device that is to be told no more.</summary>
/// <param name="Endpoint">That of its <c>PushSubscription</c>.</param>
internal sealed record EndedDevice(string Endpoint);

/// <summary>What browsers subscribe to pushes with.</summary>
/// <param name="ApplicationServerKey">A point of P-256, base64url.</param>
internal sealed record PushKey(string ApplicationServerKey);

/// <summary><c>/api/v1/subscriptions</c>: citizens are told by e-mail or on their device when there is news. For everybody.</summary>
internal static class SubscriptionEndpoints
{
    private const string Path = "/api/v1/subscriptions";
    private const int MaxBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup(Path).ForEveryone().WithTags("Subscriptions");
        subscriptions.MapPost("", AddAsync)
            .WithName("Subscribe").WithSummary("Be told by e-mail or web push when there is news about a document")
            .WithDescription(
                "The answer is the same whether there is such a document or not. By e-mail nothing is told before the link in the first mail was followed; "
                + "a device gets a first push at once, which shows that it works.")
            .Accepts<NewSubscription>("application/json").Produces(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);
        // Not below the subscriptions, where it could be taken for the token of one.
        routes.MapGet("/api/v1/push-key", ReadKey).ForEveryone().WithTags("Subscriptions")
            .WithName("ReadPushKey").WithSummary("What a browser subscribes to pushes with")
            .Produces<PushKey>().ProducesProblem(StatusCodes.Status404NotFound);
        subscriptions.MapDelete("", EndDeviceAsync)
            .WithName("UnsubscribeDevice").WithSummary("A device is told no more, about no document")
            .Accepts<EndedDevice>("application/json").Produces(StatusCodes.Status204NoContent);
        subscriptions.MapDelete("/{token}", EndAsync)
            .WithName("Unsubscribe").WithSummary("Be told no more; the token is the one of the links in the mails")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, Subscribe subscribe, Recipients recipients, TimeProvider clock, [FromHeader(Name = StatusEndpoint.DeviceHeader)] string? device,
        CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!recipients.AreOffered)
        {
            return Problem.NoSuchResource;
        }

        var (wanted, unreadable) = await JsonBody.ReadAsync<NewSubscription>(context.Request, MaxBytes, cancellation);
        if (wanted is null)
        {
            return unreadable!;
        }

        if (new Question(wanted.Reference, wanted.DateOfBirth).Check(context.NegotiatedLanguage(), clock.GetUtcNow(), out var reference, out var dateOfBirth) is { } problem)
        {
            return problem;
        }

        var (recipient, refusal) = recipients.Read(wanted);
        if (recipient is null)
        {
            return refusal!;
        }

        var (language, unknown) = context.NamedLanguage(wanted.Language);
        if (language is null)
        {
            return unknown!;
        }

        var asker = new Asker(context.Connection.RemoteIpAddress, device);
        return await subscribe.ExecuteAsync(reference, dateOfBirth, asker, recipient, language, cancellation) is { } tooMany
            ? tooMany.Problem
            : Results.Accepted();
    }

    private static IResult ReadKey(PushChannel push, PushKeys keys) =>
        push.IsOffered ? new JsonAnswer<PushKey>(new(keys.Current)) : Problem.NoSuchResource;

    private static async Task<IResult> EndDeviceAsync(HttpContext context, Subscribe subscribe, CancellationToken cancellation)
    {
        var (ended, unreadable) = await JsonBody.ReadAsync<EndedDevice>(context.Request, MaxBytes, cancellation);
        if (ended is null)
        {
            return unreadable!;
        }

        await subscribe.EndAsync(IChannel.WebPush, ended.Endpoint, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> EndAsync(string token, SubscriptionTokens tokens, Confirmation confirmation) =>
        tokens.TryRead(token, out var subscription) && await confirmation.EndAsync(subscription) ? Results.NoContent() : Problem.NoSuchResource;
}
