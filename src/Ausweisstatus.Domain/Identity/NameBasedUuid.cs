using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>UUID version 5 (RFC 9562 §5.5): the same name gives the same UUID on every machine, for ever.</summary>
internal static class NameBasedUuid
{
    public static Guid Of(Guid space, string name)
    {
        var size = 16 + Encoding.UTF8.GetByteCount(name);
        var input = size <= 512 ? stackalloc byte[size] : new byte[size];
        space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input[16..]);

        Span<byte> hash = stackalloc byte[20];
        // SHA-1 is what version 5 is made of; nothing here rests on its strength.
#pragma warning disable CA5350
        SHA1.HashData(input, hash);
#pragma warning restore CA5350

        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
