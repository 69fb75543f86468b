using Marten;

namespace Ausweisstatus.Locations;

/// <summary>Writes authorities into the store. An authority is replaced as a whole; those the file does not name stay as they are.</summary>
internal static class ImportAuthorities
{
    public static async Task ReplaceAsync(IDocumentStore store, IReadOnlyList<AuthorityEntry> authorities, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        session.Store(authorities.ToArray());
        await session.SaveChangesAsync(cancellation);
    }
}
