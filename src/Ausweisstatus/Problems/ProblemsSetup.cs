using Microsoft.AspNetCore.Diagnostics;

namespace Ausweisstatus.Problems;

/// <summary>Every refusal of the host, the framework's own included, as a problem.</summary>
internal static class ProblemsSetup
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<ExceptionProblems>();
        return builder;
    }

    /// <summary>First in the pipeline, so that it sees what everything behind it refuses or throws.</summary>
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.Use(OversizedBodies.LiftLimitAfterwardsAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Unexpected });
        app.UseStatusCodePages(bare => ProblemWriter.WriteAsync(bare.HttpContext, Problem.ForStatus(bare.HttpContext.Response.StatusCode)));
        return app;
    }

    // Only reached when writing a problem failed itself.
    private static Task Unexpected(HttpContext context) => ProblemWriter.WriteAsync(context, Problem.Unexpected);
}
