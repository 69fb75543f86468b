using Ausweisstatus.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Ausweisstatus.Operate;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does its database.</summary>
internal static class Health
{
    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).ForEveryone();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).ForEveryone();
        return app;
    }
}
