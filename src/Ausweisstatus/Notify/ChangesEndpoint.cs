using System.Globalization;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Notify.SecurityEvents;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Notify;

/// <summary><c>GET /api/v1/changes</c>: what changed, for an authority's own programs and portals to fetch.</summary>
internal static class ChangesEndpoint
{
    private const int MaxLimit = 1000;
    private const int MaxWait = 60;
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(500);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/changes", ReadAsync)
            .ForRoles(Role.Authority)
            .WithTags("Changes")
            .WithName("ReadChanges")
            .WithSummary("Read what changed, oldest first")
            .WithDescription(
                "The first request, without `after`, answers where the feed begins: changes are recorded from then on. Each further one passes "
                + "`next` of the answer before as `after`. Nothing is skipped and nothing comes twice.")
            .Produces<ChangePage>()
            .ProducesProblem(StatusCodes.Status410Gone);

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="feed">Where it is read.</param>
    /// <param name="signing">Makes tokens of them.</param>
    /// <param name="lifetime">Waiting ends when the host does.</param>
    /// <param name="authority">Of this authority only; else of all that the caller may act for.</param>
    /// <param name="after">`next` of the answer before; none to begin.</param>
    /// <param name="wait">How many seconds the answer may wait for a change, up to 60.</param>
    /// <param name="limit">How many changes at most, up to 1,000.</param>
    /// <param name="tokens">Also the same changes as signed security event tokens (RFC 8417).</param>
    private static async Task<IResult> ReadAsync(
        HttpContext context, Caller caller, ChangeFeed feed, SecurityEventTokens signing, IHostApplicationLifetime lifetime,
        string? authority = null, string? after = null, int wait = 0, int limit = 100, bool tokens = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (authority is not null && !AuthorityId.TryParse(authority, null, out _))
        {
            return Problem.InvalidRequest.WithFieldError("authority", "is the name of an authority");
        }

        if (authority is not null && !caller.May(AuthorityId.Parse(authority)))
        {
            return Problem.ForeignAuthority;
        }

        string[] authorities = authority is not null ? [authority] : [.. caller.Authorities.Select(one => one.ToString())];
        if (authorities.Length == 0)
        {
            return Problem.InvalidRequest.WithFieldError("authority", "has to be named by a client that may act for all");
        }

        if (wait is < 0 or > MaxWait)
        {
            return Problem.InvalidRequest.WithFieldError("wait", $"is 0 to {MaxWait} seconds");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problem.InvalidRequest.WithFieldError("limit", $"is 1 to {MaxLimit}");
        }

        if (after is null)
        {
            return Page([], await feed.ListenAsync(authorities, caller.Client, context.RequestAborted));
        }

        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return Problem.InvalidRequest.WithFieldError("after", "is `next` of an earlier answer");
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var until = DateTime.UtcNow.AddSeconds(wait);
        while (true)
        {
            var (changes, last, isKept) = await feed.ReadAsync(authorities, position, limit, context.RequestAborted);
            if (!isKept)
            {
                return NotifyProblems.CursorExpired;
            }

            if (changes.Count > 0 || DateTime.UtcNow >= until || ending.IsCancellationRequested)
            {
                // Also where nothing changed it goes on: what follows an old position is not kept.
                return Page([.. changes.Select(one => one.Change)], changes.Count == limit ? changes[^1].Position : last);
            }

            await Task.Delay(PollingInterval, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        JsonAnswer<ChangePage> Page(IReadOnlyList<Change> changes, long next) => new(new(
            changes, next.ToString(CultureInfo.InvariantCulture), tokens ? [.. changes.Select(change => signing.Create(change, caller.Client))] : null));
    }
}
