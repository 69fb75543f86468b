using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>
/// A secret of this installation, kept outside the database: derives references and hides them. A key has a version, so that a new key
/// can be taken into use while slips of the old one still work.
/// </summary>
public sealed class LookupKey
{
    public const int MinimumBytes = 32;
    private const int MacBytes = HMACSHA256.HashSizeInBytes;

    // The longest message: a reference's, with an authority of 40 and an order of 64 characters.
    private const int ShortMessage = 256;

    // Setting up a keyed hash costs more than using it, and none can be used by two at once: those at rest lie here.
    private readonly ConcurrentBag<IncrementalHash> atRest = [];
    private readonly byte[] secret;

    /// <exception cref="ArgumentException">The secret is shorter than 32 bytes, or the version is not 1 to 9999.</exception>
    public LookupKey(int version, ReadOnlySpan<byte> secret)
    {
        if (secret.Length < MinimumBytes)
        {
            throw new ArgumentException($"A lookup key needs at least {MinimumBytes} bytes.", nameof(secret));
        }

        if (version is < 1 or > 9999)
        {
            throw new ArgumentOutOfRangeException(nameof(version), "A key version is 1 to 9999.");
        }

        Version = version;
        this.secret = secret.ToArray();
    }

    public int Version { get; }

    /// <summary>The reference of an order. Derived, so registering twice gives the same code and a slip can be printed again.</summary>
    public Reference ReferenceOf(Realm realm, AuthorityId authority, OrderNumber order, int generation)
    {
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac($"reference\n{authority}\n{order}\n{generation}", mac);
        return Reference.Of(realm, mac);
    }

    public Lookup LookupOf(Reference reference, DateOfBirth dateOfBirth)
    {
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac($"lookup\n{reference.Compact}\n{dateOfBirth}", mac);
        return Lookup.Of(Version, mac);
    }

    /// <summary>A token nobody can make without the key, for a purpose of its own, e.g. the address of a printed slip.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> content)
    {
        var seal = new byte[MacBytes];
        Seal(purpose, content, seal);
        return seal;
    }

    /// <summary>As many bytes of the same as there is room for, at most 32; where it happens often, as it takes no memory.</summary>
    public void Seal(string purpose, ReadOnlySpan<byte> content, Span<byte> seal)
    {
        var size = Encoding.UTF8.GetByteCount(purpose) + 1 + (2 * content.Length);
        var message = size <= ShortMessage ? stackalloc byte[size] : new byte[size];
        var named = Encoding.UTF8.GetBytes(purpose, message);
        message[named] = (byte)'\n';
        Convert.TryToHexString(content, message[(named + 1)..], out _);

        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(message, mac);
        mac[..Math.Min(seal.Length, MacBytes)].CopyTo(seal);
    }

    private void Mac(string message, Span<byte> mac)
    {
        var size = Encoding.UTF8.GetByteCount(message);
        var utf8 = size <= ShortMessage ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(message, utf8);
        Mac(utf8, mac);
    }

    private void Mac(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        var keyed = atRest.TryTake(out var rested) ? rested : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        keyed.AppendData(message);
        keyed.GetHashAndReset(mac);
        atRest.Add(keyed);
    }
}
