using Marten;

namespace Ausweisstatus.Locations;

/// <summary>The authorities with which one tries the system out; see <c>Samples/README.md</c>.</summary>
internal static class SampleAuthorities
{
    public static string FilePath { get; } = Path.Combine(AppContext.BaseDirectory, "Locations", "Samples", "locations.csv");

    /// <summary>Writes those that are not there yet. What was imported or changed since is not touched.</summary>
    public static async Task EnsureAsync(IDocumentStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var samples = Read();
        await using var session = store.LightweightSession();
        var there = await session.LoadManyAsync<AuthorityEntry>(cancellation, samples.Select(sample => sample.Id));
        session.Store(samples.ExceptBy(there.Select(entry => entry.Id), sample => sample.Id).ToArray());
        await session.SaveChangesAsync(cancellation);
    }

    internal static IReadOnlyList<AuthorityEntry> Read()
    {
        using var file = File.OpenRead(FilePath);
        var read = AuthorityFile.Read(file);
        return read.Errors.Count == 0 ? read.Authorities : throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
