using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;
using Wolverine.Postgresql;

namespace Ausweisstatus.Messaging;

/// <summary>
/// Wolverine: durable messages in tables of its own beside Marten's, and which node keeps what may lag. Messages are sent by way of a queue in
/// PostgreSQL, so that a node which only answers requests leaves them to the others.
/// </summary>
internal static class MessagingSetup
{
    public const string Schema = "wolverine";
    private const string Queue = "notify";

    // They wait for others most of the time, and one that is slow must not hold up the rest.
    private const int ParallelMessages = 64;

    // A node that does not say that it lives for this long is dead, and its work is given to others.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(8);

    /// <param name="builder">The host's.</param>
    /// <param name="handlers">The classes that handle messages. There is no search for them.</param>
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder, IReadOnlyList<Type> handlers)
    {
        var role = NodeRoleSetting.Of(builder.Configuration);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, role, handlers));
        builder.Services.AddSingleton<Outbox>();
        // Each message that comes and goes, and each look for work, would be a line.
        builder.Logging.AddFilter("Wolverine", LogLevel.Warning);
        return builder;
    }

    /// <summary>Where Wolverine keeps its tables, and that migrations make them.</summary>
    public static void Integrate(MartenServiceCollectionExtensions.MartenConfigurationExpression store) => store.IntegrateWithWolverine(marten =>
    {
        marten.MessageStorageSchemaName = Schema;
        marten.TransportSchemaName = Schema;
        marten.AutoCreate = AutoCreate.None;
        // Also where nothing runs: any node may be the one that says who runs what.
        marten.UseWolverineManagedEventSubscriptionDistribution = true;
    });

    private static void Configure(WolverineOptions options, NodeRole role, IReadOnlyList<Type> handlers)
    {
        options.ServiceName = "ausweisstatus";
        options.ApplicationAssembly = typeof(MessagingSetup).Assembly;
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        // The adapters of the handlers are in Generated/: no compiler runs here. A test proves that they are those of the handlers.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.Discovery.DisableConventionalDiscovery();
        foreach (var handler in handlers)
        {
            options.Discovery.IncludeType(handler);
        }

        options.Policies.UseDurableOutboxOnAllSendingEndpoints();
        options.PublishAllMessages().ToPostgresqlQueue(Queue);
        if (role != NodeRole.Web)
        {
            options.ListenToPostgresqlQueue(Queue).UseDurableInbox().MaximumParallelMessages(ParallelMessages);
        }

        // Whatever stops a handler is on our side, and over some time: no message is given up.
        options.Policies.OnAnyException()
            .ScheduleRetryIndefinitely(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

        var durability = options.Durability;
        durability.FirstHealthCheckExecution = TimeSpan.FromMilliseconds(500);
        durability.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
        durability.StaleNodeTimeout = StaleAfter;
        durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(3);
        durability.NodeReassignmentPollingTime = TimeSpan.FromSeconds(1);
        durability.ScheduledJobFirstExecution = TimeSpan.FromSeconds(1);
        durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        durability.KeepAfterMessageHandling = TimeSpan.FromMinutes(5);
    }
}
