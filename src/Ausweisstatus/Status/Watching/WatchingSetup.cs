using Ausweisstatus.Domain;

namespace Ausweisstatus.Status.Watching;

/// <summary>Being told of changes: tokens, those who watch, and the one who looks for them.</summary>
internal static class WatchingSetup
{
    public static IServiceCollection AddWatching(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new WatchTokens(provider.GetRequiredService<LookupKeys>()))
            .AddSingleton<WatchPermits>()
            .AddSingleton<Watchers>()
            .AddSingleton<WatchedAnswers>()
            .AddSingleton<WatchStream>()
            .AddHostedService<PollWatched>();
}
