using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Answering;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Intake.Registering;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Messaging;

namespace Ausweisstatus.Intake;

/// <summary>The main road in: from CloudEvents to recorded facts.</summary>
internal static class IntakeSetup
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FactDataReader>();
        services.AddSingleton<FactValidator>();
        services.AddSingleton<DecideFacts>();
        services.AddSingleton<AppendFacts>();
        services.AddSingleton<GroupCommit>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupCommit>());
        services.AddSingleton<RecordFacts>();
        services.AddSingleton<RepeatedFacts>();
        services.AddHostedService(provider => provider.GetRequiredService<RepeatedFacts>());
        services.AddSingleton<KeepRefused>();
        services.AddSingleton<ResubmitFacts>();
        services.AddOptions<RefusalSettings>().BindConfiguration(RefusalSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PurgeRefusals>();
        if (NodeRoleSetting.Of(builder.Configuration) != NodeRole.Web)
        {
            services.AddHostedService(provider => provider.GetRequiredService<PurgeRefusals>());
        }

        services.AddSingleton<SpoolRoom>();
        services.AddSingleton<PostStream>();
        services.AddSingleton<SlipTokens>();
        services.AddSingleton<RegisterDocument>();
        return builder;
    }

    public static WebApplication MapIntake(this WebApplication app)
    {
        PostEvents.Map(app);
        RegisterDocument.Map(app);
        return app;
    }
}
