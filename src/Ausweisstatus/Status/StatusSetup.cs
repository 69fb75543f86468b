using Ausweisstatus.Status.Looks;
using Ausweisstatus.Status.Watching;

namespace Ausweisstatus.Status;

/// <summary>The main road out: a code and a date of birth lead to a document, and the document to an answer in the citizen's language.</summary>
internal static class StatusSetup
{
    public static WebApplicationBuilder AddStatus(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FindDocument>().AddHostedService(provider => provider.GetRequiredService<FindDocument>());
        builder.Services.AddSingleton<AskStatus>().AddSingleton<CheckTravel>();
        builder.Services.AddSingleton<CountLooks>();
        builder.Services.AddWatching();
        return builder;
    }

    public static WebApplication MapStatus(this WebApplication app)
    {
        StatusEndpoint.Map(app);
        LooksEndpoint.Map(app);
        TravelEndpoint.Map(app);
        WatchEndpoint.Map(app);
        return app;
    }
}
