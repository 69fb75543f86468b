using System.Reflection;

namespace Ausweisstatus;

/// <summary>What packages do when the host starts.</summary>
internal static class AtStart
{
    /// <summary>Leaves out what a package does before the first request and we do not need; what it is there for is made when it is asked for.</summary>
    public static IServiceCollection DoNothingAtStart(this IServiceCollection services, Assembly package)
    {
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == package).ToList())
        {
            services.Remove(service);
        }

        return services;
    }
}
