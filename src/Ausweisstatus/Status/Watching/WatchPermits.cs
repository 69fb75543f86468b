using Ausweisstatus.Domain;

namespace Ausweisstatus.Status.Watching;

/// <summary>Who was answered may watch for an hour.</summary>
internal sealed class WatchPermits(WatchTokens tokens, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>A token for what was found under this lookup.</summary>
    public string Issue(Lookup lookup) => tokens.For(new Watched(lookup, clock.GetUtcNow() + Lifetime));

    /// <summary>What may be watched with this token, and until when; null where nothing.</summary>
    public Watched? Check(string? token) => tokens.TryRead(token, clock.GetUtcNow(), out var watched) ? watched : null;
}
