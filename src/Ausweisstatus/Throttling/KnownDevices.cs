using System.Security.Cryptography;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Throttling;

/// <summary>Devices that got the answer for a code are known again for half a year.</summary>
internal sealed class KnownDevices(DeviceTokens tokens, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    /// <summary>The device that shows this token for this code; null where there is none, or none of ours.</summary>
    public KnownDevice? Check(string? token, Reference code) =>
        token is not null && tokens.TryRead(token, code, clock.GetUtcNow(), out var device) ? device : null;

    /// <summary>A token for who found the document of this code: the one it has, while that is good for long enough.</summary>
    public string TokenFor(string? token, Reference code)
    {
        var now = clock.GetUtcNow();
        if (Check(token, code) is { } device && device.Until - now > Lifetime / 2)
        {
            return token!;
        }

        Span<byte> id = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(id);
        return tokens.For(code, new KnownDevice(BitConverter.ToUInt64(id), now + Lifetime));
    }
}
