using Ausweisstatus.Messaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ausweisstatus.ExpectedDates;

/// <summary>When a document is expected: worked out each night from how long stages took, and read from memory.</summary>
internal static class ExpectedDatesSetup
{
    public static WebApplicationBuilder AddExpectedDates(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ReadExpectedTimes>();
        builder.Services.AddSingleton<ExpectedTimesDirectory>().AddHostedService(provider => provider.GetRequiredService<ExpectedTimesDirectory>());
        builder.Services.AddHealthChecks().AddCheck<RangesDueCheck>("expected dates", tags: ["ready"]);
        if (NodeRoleSetting.Of(builder.Configuration) != NodeRole.Web)
        {
            builder.Services.AddSingleton<MakeExpectedTimes>().AddHostedService(provider => provider.GetRequiredService<MakeExpectedTimes>());
        }

        return builder;
    }
}
