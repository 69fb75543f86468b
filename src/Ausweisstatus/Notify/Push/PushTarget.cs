using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Notify.Push;

/// <summary>What a browser says when it has subscribed to pushes: its <c>PushSubscription</c> as JSON.</summary>
/// <param name="Endpoint">Where its push service takes messages for it. Whoever knows it can end the subscription.</param>
/// <param name="Keys">What messages are encrypted for.</param>
/// <param name="ApplicationServerKey">The key it subscribed with; where it is not sent, that of <c>push-key</c>.</param>
internal sealed record DeviceSubscription(string Endpoint, DeviceKeys Keys, string? ApplicationServerKey = null);

/// <summary>The keys of a browser, base64url.</summary>
/// <param name="P256dh">Its public key, a point of P-256.</param>
/// <param name="Auth">Sixteen bytes it shares with us.</param>
internal sealed record DeviceKeys(string P256dh, string Auth);

/// <summary>A device that can be told, as it is stored, encrypted.</summary>
/// <param name="KeyVersion">Which of our keys it is told by.</param>
internal sealed record PushTarget(string Endpoint, string P256dh, string Auth, int KeyVersion)
{
    private const int PointBytes = 65;
    private const int CoordinateBytes = 32;
    private const int AuthBytes = 16;

    public Recipient ToRecipient() => new(IChannel.WebPush, JsonSerializer.SerializeToUtf8Bytes(this, FactJson.Options), Endpoint);

    public static PushTarget From(byte[] address) => JsonSerializer.Deserialize<PushTarget>(address, FactJson.Options)!;

    /// <returns>Exactly one of the two.</returns>
    public static (PushTarget? Target, Problem? Problem) Read(DeviceSubscription device, PushKeys keys, PushSettings settings, bool isDevelopment)
    {
        var version = device.ApplicationServerKey is { } key ? keys.VersionOf(key.TrimEnd('=')) : keys.CurrentVersion;
        return WhatIsWrong(device.Endpoint, settings, isDevelopment) is { } wrong ? (null, Refuse("endpoint", wrong))
            : !IsPoint(Decode(device.Keys.P256dh)) ? (null, Refuse("keys.p256dh", "must be a public key of P-256, base64url"))
            : Decode(device.Keys.Auth) is not { Length: AuthBytes } ? (null, Refuse("keys.auth", "must be 16 bytes, base64url"))
            : version is null ? (null, Refuse("applicationServerKey", "is none of ours: subscribe with the key of push-key"))
            : (new(device.Endpoint, device.Keys.P256dh, device.Keys.Auth, version.Value), null);
    }

    /// <summary>What is wrong with the address of a push service; null for nothing.</summary>
    public static string? WhatIsWrong(string endpoint, PushSettings settings, bool isDevelopment)
    {
        if (OutgoingAddress.Check(endpoint, isDevelopment) is { } wrong)
        {
            return wrong;
        }

        // Everybody may send us one: we call whom browsers use, and nobody else.
        var url = new Uri(endpoint);
        return (url.IsLoopback && isDevelopment) || (url.IsDefaultPort && settings.Calls(url.IdnHost)) ? null : "is of a push service that is not called from here";
    }

    private static Problem Refuse(string field, string wrong) => Problem.InvalidRequest.WithFieldError("subscription." + field, wrong);

    private static byte[]? Decode(string text)
    {
        try
        {
            return text.Length < 100 ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsPoint(byte[]? point)
    {
        if (point is not { Length: PointBytes } || point[0] != 4)
        {
            return false;
        }

        try
        {
            var q = new ECPoint { X = point[1..(1 + CoordinateBytes)], Y = point[(1 + CoordinateBytes)..] };
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = q });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
