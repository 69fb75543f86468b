using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ausweisstatus.Problems;

/// <summary>Every refusal of the host, the framework's own included, as a problem.</summary>
internal static class ProblemsSetup
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ExceptionLog>();
        builder.Services.AddExceptionHandler<ExceptionProblems>();
        builder.Services.Configure<KestrelServerOptions>(OversizedHeaders.LetPass);
        // It logs messages of exceptions; all that it has to say is in our own log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        // The server tells each connection that breaks off in the middle of a body, with a stack trace: anybody could fill the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        return builder;
    }

    /// <summary>First in the pipeline, so that it sees what everything behind it refuses or throws.</summary>
    public static WebApplication UseProblems(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ExceptionLog>();
        app.Use((context, next) => BrokenAnswers.CutAsync(context, next, log));
        app.Use(OversizedHeaders.RefuseAsync);
        app.Use(OversizedBodies.LiftLimitAfterwardsAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Unexpected });
        app.UseStatusCodePages(bare => ProblemWriter.WriteAsync(bare.HttpContext, Problem.ForStatus(bare.HttpContext.Response.StatusCode)));
        return app;
    }

    // Only reached when writing a problem failed itself.
    private static Task Unexpected(HttpContext context) => ProblemWriter.WriteAsync(context, Problem.Unexpected);
}
