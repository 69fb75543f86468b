using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Notify.Push;
using Ausweisstatus.Notify.SecurityEvents;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Notify.Webhooks;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify;

/// <summary>Telling portals what changed, and people what they wait for.</summary>
internal static class NotifySetup
{
    /// <summary>What is sent from this folder, and what handles it.</summary>
    public static IReadOnlyList<MessageQueue> Queues { get; } =
    [
        // Webhooks wait for others most of the time, and one that is slow must not hold up the rest.
        new("notify", Parallel: 64, typeof(DeliverChanges), typeof(DeliverChangesHandler)),
        // So many connections to the mail server a node has.
        new("mail", Parallel: 4, typeof(TellSubscriber), typeof(TellSubscriberHandler)),
        // Push services take many at once, and one that hangs must not hold up the others.
        new("push", Parallel: 32, typeof(TellDevice), typeof(TellDeviceHandler)),
    ];

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
        builder.Services.AddSingleton<OutgoingHttp>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<SignedDelivery>();
        builder.Services.AddSingleton<WebhookRows>();
        builder.Services.AddSingleton<WebhookEndpoints>();
        builder.Services.AddSingleton<DeliveryRows>();
        builder.Services.AddSingleton<IDeliverChanges, DeliverToWebhook>();
        return builder.AddSubscriptions();
    }

    public static WebApplication MapNotify(this WebApplication app)
    {
        ChangesEndpoint.Map(app);
        SecurityEventTokens.Map(app);
        WebhookEndpoints.Map(app);
        DeliveryEndpoints.Map(app);
        SubscriptionEndpoints.Map(app);
        ChannelEndpoints.Map(app);
        MailEndpoints.Map(app);
        return app;
    }

    private static WebApplicationBuilder AddSubscriptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailSettings>, CheckMailSettings>();
        builder.Services.AddOptions<PushSettings>().BindConfiguration(PushSettings.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PushSettings>, CheckPushSettings>();
        builder.Services.AddSingleton<IStatusChangedHandler, NotifySubscribers>();
        builder.Services.AddSingleton<MailSender>();
        builder.Services.AddSingleton<MailChannel>();
        builder.Services.AddSingleton<IChannel>(provider => provider.GetRequiredService<MailChannel>());
        builder.Services.AddSingleton<PushKeys>();
        builder.Services.AddSingleton<PushSender>();
        builder.Services.AddSingleton<PushChannel>();
        builder.Services.AddSingleton<IChannel>(provider => provider.GetRequiredService<PushChannel>());
        builder.Services.AddSingleton<Recipients>();
        builder.Services.AddSingleton<SubscriberMails>();
        builder.Services.AddSingleton<SubscriptionTokens>();
        builder.Services.AddSingleton<SubscriptionRows>();
        builder.Services.AddSingleton<Subscribe>();
        builder.Services.AddSingleton<Confirmation>();
        builder.Services.AddSingleton<ITellSubscriber, TellNews>();
        builder.Services.AddSingleton<CleanUp>();
        if (NodeRoleSetting.Of(builder.Configuration) != NodeRole.Web)
        {
            builder.Services.AddHostedService(provider => provider.GetRequiredService<CleanUp>());
        }

        return builder;
    }
}
