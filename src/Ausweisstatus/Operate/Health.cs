using Ausweisstatus.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ausweisstatus.Operate;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does its database.</summary>
internal static class Health
{
    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).ForEveryone();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = WriteAsync,
        }).ForEveryone();
        return app;
    }

    // The first line is the answer; what follows is told for people.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        var details = report.Entries.Values.SelectMany(entry => entry.Data).Select(detail => $"{detail.Key}: {detail.Value}");
        return context.Response.WriteAsync(string.Join('\n', details.Prepend(report.Status.ToString())), context.RequestAborted);
    }
}
