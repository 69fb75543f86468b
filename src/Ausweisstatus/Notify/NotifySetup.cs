using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;

namespace Ausweisstatus.Notify;

/// <summary>Telling portals what changed.</summary>
internal static class NotifySetup
{
    /// <summary>What handles the messages of this folder.</summary>
    public static IReadOnlyList<Type> Handlers { get; } = [typeof(DeliverChangesHandler)];

    public static WebApplicationBuilder AddNotify(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => new Lazy<Outbox>(provider.GetRequiredService<Outbox>));
        builder.Services.AddSingleton<IStatusChangedHandler, RecordChanges>();
        builder.Services.AddSingleton<ChangeFeed>();
        return builder;
    }

    public static WebApplication MapNotify(this WebApplication app)
    {
        ChangesEndpoint.Map(app);
        return app;
    }
}
