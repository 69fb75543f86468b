using System.Text.Json.Serialization;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Locations;
using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>An address to be told the changes of an authority.</summary>
/// <param name="Url">Where they are posted to: https, at most 2,000 characters.</param>
/// <param name="Authority">Whose changes.</param>
/// <param name="Format">What is posted: the change as JSON, or a signed security event token.</param>
internal sealed record NewWebhook(string Url, AuthorityId Authority, WebhookFormat Format = WebhookFormat.Json);

/// <summary>What is posted to a webhook.</summary>
[JsonConverter(typeof(KebabEnumConverter<WebhookFormat>))]
internal enum WebhookFormat
{
    /// <summary>The change as <c>application/json</c>.</summary>
    Json,

    /// <summary>The same as <c>application/secevent+jwt</c> (RFC 8417, delivered as RFC 8935 has it).</summary>
    SecurityEventToken,
}

/// <summary>The secret that deliveries are signed with from now on. It is not told again.</summary>
/// <param name="Id">Of the webhook.</param>
/// <param name="Secret"><c>whsec_</c> and the base64 of the secret, as libraries for Standard Webhooks take it.</param>
internal sealed record WebhookSecret(Guid Id, string Secret);

/// <summary>What became of a test.</summary>
/// <param name="Delivered">Whether the endpoint answered 2xx in time.</param>
/// <param name="Status">What it answered; null where it did not.</param>
/// <param name="Failure">What was wrong.</param>
internal sealed record WebhookTested(bool Delivered, int? Status, string? Failure);

/// <summary>What is posted as a test.</summary>
/// <param name="Id">Of this test.</param>
/// <param name="Authority">Of the webhook.</param>
internal sealed record WebhookTest(Guid Id, string Authority)
{
    /// <summary>Always <c>de.ausweisstatus.webhook-test.v1</c>.</summary>
    public string Type { get; } = "de.ausweisstatus.webhook-test.v1";
}

/// <summary><c>/api/v1/webhooks</c>: an authority's own programs say where they want to be told what changed.</summary>
internal sealed class WebhookEndpoints(
    WebhookRows rows, WebhookSecrets secrets, SignedDelivery delivery, AuthorityDirectory authorities, IHostEnvironment environment)
{
    private const string Path = "/api/v1/webhooks";
    private const int MaxBytes = 16 * 1024;
    private static readonly TimeSpan FormerSecretFor = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup(Path).ForRoles(Role.Authority).WithTags("Webhooks");
        webhooks.MapPost("", (HttpRequest request, Caller caller, WebhookEndpoints my, CancellationToken cancellation) => my.AddAsync(request, caller, cancellation))
            .WithName("AddWebhook").WithSummary("Be told what changes from now on")
            .Accepts<NewWebhook>("application/json").Produces<WebhookSecret>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        webhooks.MapGet("", (Caller caller, WebhookEndpoints my, CancellationToken cancellation) => my.ListAsync(caller, cancellation))
            .WithName("ListWebhooks").WithSummary("The client's webhooks").Produces<IReadOnlyList<Webhook>>();
        webhooks.MapGet("/{id:guid}", (Guid id, Caller caller, WebhookEndpoints my, CancellationToken cancellation) => my.ReadAsync(id, caller, cancellation))
            .WithName("ReadWebhook").WithSummary("One of them").Produces<Webhook>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapDelete("/{id:guid}", (Guid id, Caller caller, WebhookEndpoints my, CancellationToken cancellation) => my.RemoveAsync(id, caller, cancellation))
            .WithName("RemoveWebhook").WithSummary("Be told no more")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{id:guid}/secret", (Guid id, HttpContext context, Caller caller, WebhookEndpoints my) => my.RotateAsync(id, context, caller))
            .WithName("RotateWebhookSecret").WithSummary("A new secret; for 24 hours deliveries are signed with the old one too")
            .Produces<WebhookSecret>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{id:guid}/test", (Guid id, Caller caller, WebhookEndpoints my, CancellationToken cancellation) => my.TestAsync(id, caller, cancellation))
            .WithName("TestWebhook").WithSummary("Post a test at once")
            .Produces<WebhookTested>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private async Task<IResult> AddAsync(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        var (webhook, problem) = await JsonBody.ReadAsync<NewWebhook>(request, MaxBytes, cancellation);
        if (webhook is null)
        {
            return problem!;
        }

        if (OutgoingAddress.Check(webhook.Url, environment.IsDevelopment()) is { } wrong)
        {
            return Problem.InvalidRequest.WithFieldError("url", wrong);
        }

        if (!caller.May(webhook.Authority))
        {
            return Problem.ForeignAuthority;
        }

        if (!await authorities.KnowsAsync(webhook.Authority, cancellation))
        {
            return Problem.UnknownAuthority;
        }

        var (id, secret) = (Guid.NewGuid(), WebhookSecrets.New());
        if (!await rows.AddAsync(id, caller.Client, webhook.Authority, webhook.Url, webhook.Format, secrets.Encrypt(id, secret), cancellation))
        {
            return NotifyProblems.TooManyWebhooks;
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Created($"{Path}/{id}", new WebhookSecret(id, WebhookSecrets.TextOf(secret)));
    }

    private async Task<IResult> ListAsync(Caller caller, CancellationToken cancellation) =>
        new JsonAnswer<IReadOnlyList<Webhook>>(await rows.ReadAsync(caller.Client, null, cancellation));

    private async Task<IResult> ReadAsync(Guid id, Caller caller, CancellationToken cancellation) =>
        await rows.ReadAsync(caller.Client, id, cancellation) is [var webhook] ? new JsonAnswer<Webhook>(webhook) : Problem.NoSuchResource;

    private async Task<IResult> RemoveAsync(Guid id, Caller caller, CancellationToken cancellation) =>
        await rows.RemoveAsync(id, caller.Client, cancellation) ? Results.NoContent() : Problem.NoSuchResource;

    private async Task<IResult> RotateAsync(Guid id, HttpContext context, Caller caller)
    {
        var secret = WebhookSecrets.New();
        if (!await rows.ReplaceSecretAsync(id, caller.Client, secrets.Encrypt(id, secret), FormerSecretFor, context.RequestAborted))
        {
            return Problem.NoSuchResource;
        }

        context.Response.Headers.CacheControl = "no-store";
        return new JsonAnswer<WebhookSecret>(new(id, WebhookSecrets.TextOf(secret)));
    }

    private async Task<IResult> TestAsync(Guid id, Caller caller, CancellationToken cancellation)
    {
        if (await rows.TargetAsync(id, caller.Client, cancellation) is not { } target)
        {
            return Problem.NoSuchResource;
        }

        var test = new WebhookTest(Guid.NewGuid(), target.Authority.ToString());
        var result = await delivery.SendAsync(target, test.Id, test.Type, test, cancellation);
        return new JsonAnswer<WebhookTested>(new(result.Failure is null, result.Status, result.Failure));
    }
}
