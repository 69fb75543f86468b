namespace Ausweisstatus.Domain;

/// <summary>The keys of an installation: one to write with, and older ones whose slips are still out there.</summary>
public sealed class LookupKeys
{
    private readonly Dictionary<int, LookupKey> byVersion;
    private readonly LookupKey[] newestFirst;

    /// <exception cref="ArgumentException">No key, or two of the same version.</exception>
    public LookupKeys(Realm realm, IReadOnlyCollection<LookupKey> keys)
    {
        Realm = realm;
        byVersion = keys.ToDictionary(key => key.Version);
        newestFirst = [.. keys.OrderByDescending(key => key.Version)];
        Current = newestFirst is [var newest, ..] ? newest : throw new ArgumentException("At least one lookup key is needed.", nameof(keys));
    }

    public Realm Realm { get; }

    /// <summary>The newest key: new slips are made with it.</summary>
    public LookupKey Current { get; }

    public IReadOnlyList<LookupKey> NewestFirst => newestFirst;

    public LookupKey? Find(int version) => byVersion.GetValueOrDefault(version);

    /// <summary>The key a document's code is made with: that of its lookup, or the current one while it has none.</summary>
    /// <exception cref="InvalidOperationException">That key was taken out of use.</exception>
    public LookupKey KeyOf(Document document) => document.Status.Lookup is { KeyVersion: var version }
        ? Find(version) ?? throw new InvalidOperationException($"Lookup key {version} is not configured any more.")
        : Current;

    /// <summary>The code of a document that works now.</summary>
    public Reference ReferenceOf(Document document) =>
        KeyOf(document).ReferenceOf(Realm, document.Authority, document.Order, document.Status.Generation);

    /// <summary>The lookups under which a document with this reference may be stored, one for each valid key, newest first.</summary>
    public Lookup[] LookupsOf(Reference reference, DateOfBirth dateOfBirth) =>
        Array.ConvertAll(newestFirst, key => key.LookupOf(reference, dateOfBirth));
}
