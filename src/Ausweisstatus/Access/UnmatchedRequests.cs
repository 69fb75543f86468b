using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Ausweisstatus.Access;

/// <summary>
/// Where nothing is closed there is nothing to authorise for: an unknown address is 404 and a wrong method 405,
/// not 401. Nothing is let through by this: such a request ends here, or in the framework's own refusal.
/// </summary>
internal sealed class UnmatchedRequests : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        context.GetEndpoint() switch
        {
            null => ProblemWriter.WriteAsync(context, Problem.NoSuchResource),
            // Routing answers 405 and 415 with endpoints of its own, which have neither route nor metadata.
            { Metadata.Count: 0 } own and not RouteEndpoint when own.RequestDelegate is { } refuse => refuse(context),
            _ => _framework.HandleAsync(next, context, policy, authorizeResult),
        };
}
