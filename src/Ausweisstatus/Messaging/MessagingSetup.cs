using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;
using Wolverine.Postgresql;

namespace Ausweisstatus.Messaging;

/// <summary>
/// Wolverine: durable messages in tables of its own beside Marten's, and which node keeps what may lag. Messages are sent by way of queues in
/// PostgreSQL, so that a node which only answers requests leaves them to the others.
/// </summary>
internal static class MessagingSetup
{
    public const string Schema = "wolverine";

    // A node that does not say that it lives for this long is dead, and its work is given to others.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(8);

    // Of everything that waits: a queue is looked at each second, and 20, which is what Wolverine takes at once, would be its pace.
    private const int AtOnce = 1000;

    /// <param name="builder">The host's.</param>
    /// <param name="queues">What is sent, and the classes that handle it. There is no search for them.</param>
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder, IReadOnlyList<MessageQueue> queues)
    {
        var role = NodeRoleSetting.Of(builder.Configuration);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, role, queues));
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

    private static void Configure(WolverineOptions options, NodeRole role, IReadOnlyList<MessageQueue> queues)
    {
        options.ServiceName = "ausweisstatus";
        options.ApplicationAssembly = typeof(MessagingSetup).Assembly;
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        // The adapters of the handlers are in Generated/: no compiler runs here. A test proves that they are those of the handlers.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.Discovery.DisableConventionalDiscovery();
        options.Policies.UseDurableOutboxOnAllSendingEndpoints();
        foreach (var queue in queues)
        {
            options.Discovery.IncludeType(queue.Handler);
            options.Publish(publishing => publishing.Message(queue.Message).ToPostgresqlQueue(queue.Name));
            if (role != NodeRole.Web)
            {
                options.ListenToPostgresqlQueue(queue.Name).UseDurableInbox().MaximumMessagesToReceive(AtOnce).MaximumParallelMessages(queue.Parallel);
            }
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
        // Each second. What a commit sends for later goes this way.
        durability.RecoveryBatchSize = AtOnce;
        durability.ScheduledJobFirstExecution = TimeSpan.FromSeconds(1);
        durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        durability.KeepAfterMessageHandling = TimeSpan.FromMinutes(5);
    }
}

/// <summary>A queue in PostgreSQL: what goes by it, who handles it, and how much of it a node handles at once.</summary>
internal sealed record MessageQueue(string Name, int Parallel, Type Message, Type Handler);
