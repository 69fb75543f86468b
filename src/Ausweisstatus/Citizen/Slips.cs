using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Marten;

namespace Ausweisstatus.Citizen;

/// <summary>Finds the document a slip is for. The code on it is derived anew; it is stored nowhere.</summary>
internal sealed class Slips(IDocumentStore store, SlipTokens tokens, LookupKeys keys, AuthorityDirectory authorities) : ISlip
{
    public async Task<SlipContent?> FindAsync(string token, CancellationToken cancellation)
    {
        if (!SlipTokens.TryRead(token, out var authority, out var id))
        {
            return null;
        }

        await using var session = store.QuerySession(authority.ToString());
        var document = await session.LoadAsync<Document>(id, cancellation);
        return document?.Application() is { } application && tokens.IsFor(document, token)
            ? new SlipContent(authorities.Find(authority)?.Name ?? authority.ToString(), application.Kind, keys.ReferenceOf(document))
            : null;
    }
}
