using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Ausweisstatus.Access;

/// <summary>
/// Where nothing is closed there is nothing to authorise for: an unknown address is 404 and a wrong method 405,
/// not 401. Nothing is let through by this: such a request ends here, or in the framework's own refusal.
/// </summary>
internal sealed class UnmatchedRequests : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler framework = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        context.GetEndpoint() switch
        {
            null => NothingHere(context),
            // Routing answers 405 and 415 with endpoints of its own, which have neither route nor metadata.
            { Metadata.Count: 0 } own and not RouteEndpoint when own.RequestDelegate is { } refuse => refuse(context),
            _ => framework.HandleAsync(next, context, policy, authorizeResult),
        };

    // The bare status: whoever writes pages or problems for it decides by who asked.
    private static Task NothingHere(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
