using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Marten;

namespace Ausweisstatus.Citizen;

/// <summary>
/// Finds the document a slip is for. The code on it is derived anew; it is stored nowhere. Nothing is read for a token that is none of
/// ours, so that no answer tells which orders exist.
/// </summary>
internal sealed class FindSlip(IDocumentStore store, SlipTokens tokens, LookupKeys keys, AuthorityDirectory authorities)
{
    /// <summary>The slip that a token stands for, or null where there is none (any more).</summary>
    public async Task<SlipContent?> FindAsync(string token, CancellationToken cancellation)
    {
        if (!tokens.TryRead(token, out var slip))
        {
            return null;
        }

        await using var session = store.QuerySession(slip.Authority.ToString());
        var document = await session.LoadAsync<Document>(slip.Document, cancellation);
        return document?.Application() is { } application && tokens.IsInForce(slip, document)
            ? new SlipContent(authorities.Find(slip.Authority)?.Name ?? slip.Authority.ToString(), application.Kind, keys.ReferenceOf(document))
            : null;
    }
}

/// <summary>What a slip says about one application.</summary>
internal sealed record SlipContent(string Authority, DocumentKind Kind, Reference Reference);
