using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ausweisstatus.Status;

/// <summary>The main road out: a code and a date of birth lead to a document, and the document to an answer in the citizen's language.</summary>
internal static class StatusSetup
{
    public static WebApplicationBuilder AddStatus(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAskThrottle, NoThrottle>();
        services.AddLanguages();
        services.AddLookupKeys();
        services.AddSingleton<IFindDocument, FindDocument>();
        services.AddSingleton(provider => new AskStatus(
            provider.GetRequiredService<LookupKeys>(),
            provider.GetRequiredService<IFindDocument>(),
            provider.GetRequiredService<AuthorityDirectory>(),
            provider.GetRequiredService<IAskThrottle>(),
            provider.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
