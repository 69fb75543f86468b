using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Rebuilds;

/// <summary>What shall be made from the facts again.</summary>
/// <param name="Projection">What.</param>
/// <param name="Authority">For documents of this authority alone.</param>
/// <param name="Documents">For these documents alone, by their ids.</param>
/// <param name="Preview">Only to find what differs; nothing is written.</param>
internal sealed record RebuildRequest(RebuildProjection Projection, AuthorityId? Authority = null, Guid[]? Documents = null, bool Preview = false);

/// <summary>Starts a rebuild, and lets one that ended go on: by the API as by the console. Who works on it is a matter of the workers.</summary>
internal sealed class StartRebuild(RebuildQueue queue, AuthorityDirectory authorities)
{
    public const int MostDocuments = 1000;

    /// <returns>Exactly one of the two.</returns>
    public async Task<(RebuildJob? Job, Problem? Problem)> ExecuteAsync(StaffCaller caller, RebuildRequest request, CancellationToken cancellation)
    {
        if (request.Documents is { } named && named.Length is 0 or > MostDocuments)
        {
            return (null, Problem.InvalidRequest.WithFieldError("documents", $"are 1 to {MostDocuments} ids"));
        }

        if (request.Projection == RebuildProjection.SenderRhythm && (request.Authority is not null || request.Documents is not null))
        {
            return (null, Problem.InvalidRequest.WithFieldError("projection", "counts the facts of all documents: it comes without authority and documents"));
        }

        if (request.Authority is { } authority && !await authorities.KnowsAsync(authority, cancellation))
        {
            return (null, Problem.UnknownAuthority);
        }

        var wish = new RebuildWish(request.Projection, new RebuildScope(request.Authority?.ToString(), request.Documents), request.Preview);
        return await queue.AddAsync(wish, caller.Name, cancellation) is { } job ? (job, null) : (null, RebuildProblems.UnderWay);
    }

    /// <returns>As it is then; null where there is none. Or why it cannot go on.</returns>
    public async Task<(RebuildJob? Job, Problem? Problem)> ResumeAsync(Guid id, CancellationToken cancellation) =>
        await queue.ResumeAsync(id, cancellation) ? (await queue.FindAsync(id, cancellation), null) : (null, RebuildProblems.UnderWay);
}
