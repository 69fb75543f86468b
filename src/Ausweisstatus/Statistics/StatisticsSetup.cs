using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Messaging;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Statistics;

/// <summary>
/// Read models that may lag: Marten's daemon keeps them, on whichever node Wolverine chooses among those that may. Neither intake nor what a
/// citizen is told depends on them.
/// </summary>
internal static class StatisticsSetup
{
    // How long at least a missing sequence number is waited for.
    private static readonly TimeSpan StaleThreshold = TimeSpan.FromSeconds(3);

    public static string[] ReadModels { get; } = [StageTimes.ModelName, SenderRhythm.ModelName];

    public static WebApplicationBuilder AddStatistics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StatisticsMetrics>();
        builder.Services.AddSingleton<SenderSilence>().AddSingleton<StalledBatches>().AddSingleton<PublishedTimes>();
        builder.Services.AddHealthChecks().AddCheck<LagCheck>("read models", tags: ["ready"]);
        if (NodeRoleSetting.Of(builder.Configuration) == NodeRole.Web)
        {
            return builder;
        }

        builder.Services.Configure<StatisticsSettings>(builder.Configuration.GetSection(StatisticsSettings.Section));
        builder.Services.AddSingleton<StageTimes>().AddSingleton<IReadModel>(provider => provider.GetRequiredService<StageTimes>());
        builder.Services.AddSingleton<SenderRhythm>().AddSingleton<IReadModel>(provider => provider.GetRequiredService<SenderRhythm>());
        builder.Services.AddSingleton<IObserver<ShardState>, RestartPaused>();
        builder.Services.AddHostedService<Reconciler>().AddHostedService<SilenceMetric>();
        builder.Services.AddHostedService<PublishProcessingTimes>();
        builder.Services.ConfigureMarten(Follow);
        // Each page would be a line.
        builder.Logging.AddFilter("JasperFx", LogLevel.Warning).AddFilter(typeof(FollowStreams).FullName, LogLevel.Warning);
        return builder;
    }

    public static WebApplication MapStatistics(this WebApplication app)
    {
        ProcessingTimesEndpoint.Map(app);
        return app;
    }

    private static void Follow(IServiceProvider services, StoreOptions options)
    {
        var patience = services.GetRequiredService<IOptions<StatisticsSettings>>().Value.GapPatience;
        var projections = options.Projections;
        projections.FastPollingTime = TimeSpan.FromMilliseconds(50);
        projections.SlowPollingTime = TimeSpan.FromMilliseconds(200);
        projections.StaleSequenceThreshold = patience < StaleThreshold ? patience : StaleThreshold;
        projections.SkipStaleGapsDespiteLiveTransactionsAfter = patience;
        foreach (var readModel in services.GetServices<IReadModel>())
        {
            projections.Subscribe(new FollowStreams(readModel));
        }
    }
}
