using Microsoft.AspNetCore.Diagnostics;

namespace Ausweisstatus.Problems;

/// <summary>Turns an exception into the problem that the caller may know of, and logs what the operator needs.</summary>
internal sealed class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => Problem.ForStatus(bad.StatusCode),
            _ when Outage.IsBehind(exception) => Problem.TemporarilyUnavailable,
            _ => Problem.Unexpected,
        };

        // Messages of exceptions may quote what a caller sent (JSON paths, bound values): types and stack say enough.
        if (problem == Problem.TemporarilyUnavailable)
            logger.LogWarning("The database cannot be reached or does not answer: {Exceptions}", Types(exception));
        else if (problem.Status >= 500)
            logger.LogError("Unexpected {Exceptions}\n{Stack}", Types(exception), Stack(exception));

        if (httpContext.Request.WantsPage())
        {
            // Handled all the same, or the framework would log the exception once more, with its message. The page comes from the status.
            httpContext.Response.StatusCode = problem.Status;
            return true;
        }

        await ProblemWriter.WriteAsync(httpContext, problem);
        return true;
    }

    private static string Types(Exception exception) =>
        string.Join(" <- ", Chain(exception).Select(e => e is Npgsql.PostgresException p ? $"{e.GetType().Name} {p.SqlState}" : e.GetType().Name));

    private static string Stack(Exception exception) =>
        string.Join("\n<- ", Chain(exception).Select(e => $"{e.GetType().FullName}\n{e.StackTrace}"));

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
