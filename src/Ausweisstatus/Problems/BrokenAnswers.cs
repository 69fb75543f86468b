using Microsoft.AspNetCore.Connections;

namespace Ausweisstatus.Problems;

/// <summary>
/// An exception after the answer has begun: it cannot become a problem any more. The connection is cut, so that nobody takes half an answer
/// for a whole one. Left to the server it would be logged with its message.
/// </summary>
internal static class BrokenAnswers
{
    public static async Task CutAsync(HttpContext context, RequestDelegate next, ExceptionLog log)
    {
        try
        {
            await next(context);
        }
        catch (Exception problem)
        {
            if (context.HasHungUp(problem))
            {
                return;
            }

            if (problem.IsDatabaseUnavailable())
            {
                log.Outage(problem);
            }
            else if (problem is not BadHttpRequestException)
            {
                log.Unexpected(problem);
            }

            context.Abort();
        }
    }

    /// <summary>The caller went away in the middle, which is nobody's fault and no answer is waited for.</summary>
    public static bool HasHungUp(this HttpContext context, Exception exception) =>
        exception is ConnectionResetException
        || (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException or { InnerException: OperationCanceledException or IOException });
}
