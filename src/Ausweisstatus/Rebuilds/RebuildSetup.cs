using Ausweisstatus.Messaging;

namespace Ausweisstatus.Rebuilds;

/// <summary>Read models from the facts again, as jobs that are cancelled, resumed, and survive whoever works on them.</summary>
internal static class RebuildSetup
{
    public static WebApplicationBuilder AddRebuilds(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RebuildQueue>();
        builder.Services.AddSingleton<StartRebuild>();
        builder.Services.AddSingleton<FollowRebuild>();
        if (NodeRoleSetting.Of(builder.Configuration) != NodeRole.Web)
        {
            builder.Services.AddSingleton<RunRebuild>();
            builder.Services.AddHostedService<RebuildWorker>();
        }

        return builder;
    }

    public static WebApplication MapRebuilds(this WebApplication app)
    {
        RebuildEndpoints.Map(app);
        return app;
    }
}
