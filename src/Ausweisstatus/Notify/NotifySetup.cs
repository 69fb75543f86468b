using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.SecurityEvents;
using Ausweisstatus.Notify.Webhooks;

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
        builder.Services.AddOptions<ChangeSettings>().BindConfiguration(ChangeSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        if (NodeRoleSetting.Of(builder.Configuration) != NodeRole.Web)
        {
            builder.Services.AddHostedService<PurgeChanges>();
        }
        builder.Services.AddSingleton<SecurityEventKeys>();
        builder.Services.AddSingleton<SecurityEventTokens>();

        builder.Services.Configure<WebhookSettings>(builder.Configuration.GetSection(WebhookSettings.Section));
        builder.Services.AddSingleton<WebhookSecrets>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<SignedDelivery>();
        builder.Services.AddSingleton<WebhookRows>();
        builder.Services.AddSingleton<WebhookEndpoints>();
        builder.Services.AddSingleton<DeliveryRows>();
        builder.Services.AddSingleton<IDeliverChanges, DeliverToWebhook>();
        return builder;
    }

    public static WebApplication MapNotify(this WebApplication app)
    {
        ChangesEndpoint.Map(app);
        SecurityEventTokens.Map(app);
        WebhookEndpoints.Map(app);
        DeliveryEndpoints.Map(app);
        return app;
    }
}
