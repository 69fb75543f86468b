using Marten;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ausweisstatus.Locations;

/// <summary>Authorities and the places where documents are collected.</summary>
internal static class LocationsSetup
{
    public const string Alias = "authority";

    public static WebApplicationBuilder AddLocations(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(options => options.Schema.For<AuthorityEntry>().DocumentAlias(Alias).SingleTenanted());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AuthorityDirectory>();
        builder.Services.AddHostedService<AuthorityRefresh>();
        return builder;
    }
}
