using Ausweisstatus.Domain;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ausweisstatus.Throttling;

/// <summary>Slowing down those who guess.</summary>
internal static class ThrottlingSetup
{
    public static WebApplicationBuilder AddThrottling(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ThrottleSettings>().BindConfiguration("Ausweisstatus:Throttle").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new DeviceTokens(provider.GetRequiredService<LookupKeys>()));
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<ThrottlePlaces>();
        services.AddSingleton<LookupThrottle>();
        services.AddSingleton<SharedMisses>();
        services.AddHostedService<ShareMisses>();
        return builder;
    }
}
