using Microsoft.AspNetCore.Diagnostics;

namespace Ausweisstatus.Problems;

/// <summary>Turns an exception into the problem that the caller may know of, and has logged what the operator needs.</summary>
internal sealed class ExceptionProblems(ExceptionLog log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.HasHungUp(exception))
        {
            return true;
        }

        var problem = exception switch
        {
            BadHttpRequestException bad => Problem.ForStatus(bad.StatusCode),
            _ when exception.IsDatabaseUnavailable() => Problem.TemporarilyUnavailable,
            _ => Problem.Unexpected,
        };
        if (problem == Problem.TemporarilyUnavailable)
        {
            log.Outage(exception);
        }
        else if (problem.Status >= 500)
        {
            log.Unexpected(exception);
        }

        if (httpContext.Request.WantsPage())
        {
            // Handled all the same, or the framework would log the exception once more, with its message. The page comes from the status.
            problem.WriteHead(httpContext.Response);
            return true;
        }

        await ProblemWriter.WriteAsync(httpContext, problem);
        return true;
    }
}
