using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Shouldly;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>What arrived on a device, decrypted.</summary>
internal sealed record ReadPush(JsonNode Content, byte[] Body, HeaderDictionary Headers, DateTimeOffset At)
{
    public string Topic => Headers["Topic"].ToString();

    public string Title => (string)Content["title"]!;
}

/// <summary>A browser with a subscription of its own: it alone can read what is sent to it (RFC 8291, written down here a second time).</summary>
internal sealed class Device(PushService service) : IDisposable
{
    private const int Salt = 16;
    private const int Header = Salt + sizeof(uint) + 1;
    private const int Point = 65;
    private const int Tag = 16;

    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] auth = RandomNumberGenerator.GetBytes(16);

    public Uri Endpoint { get; } = new(service.Address, $"/push/{Guid.NewGuid():n}");

    public IReadOnlyList<ReadPush> Pushes => [.. service.To(Endpoint).Select(Read)];

    /// <summary>Those after the one that shows that it works.</summary>
    public IReadOnlyList<ReadPush> News => [.. Pushes.Where(push => push.Topic != Pushes[0].Topic)];

    /// <summary>As a browser says it.</summary>
    public JsonObject Subscription => new()
    {
        ["endpoint"] = Endpoint.AbsoluteUri,
        ["expirationTime"] = null,
        ["keys"] = new JsonObject { ["p256dh"] = Base64Url.EncodeToString(PublicKey(key)), ["auth"] = Base64Url.EncodeToString(auth) },
    };

    public void Dispose() => key.Dispose();

    private ReadPush Read(HandedPush push) => new(JsonNode.Parse(Decrypt(push.Body))!, push.Body, push.Headers, push.At);

    // RFC 8188: salt, size of a record, key; then one record, which ends with a 2.
    private byte[] Decrypt(byte[] body)
    {
        var (salt, sender) = (body[..Salt], body[Header..(Header + Point)]);
        body[Header - 1].ShouldBe((byte)Point);
        ((long)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(Salt))).ShouldBeGreaterThanOrEqualTo(body.Length - Header - Point, "one record");

        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
        });
        var shared = key.DeriveRawSecretAgreement(other.PublicKey);
        byte[] info = [.. "WebPush: info\0"u8, .. PublicKey(key), .. sender];
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, info);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));

        var record = body[(Header + Point)..];
        var plain = new byte[record.Length - Tag];
        using var cipher = new AesGcm(secret, Tag);
        cipher.Decrypt(nonce, record.AsSpan(0, plain.Length), record.AsSpan(plain.Length), plain);
        var end = Array.FindLastIndex(plain, octet => octet != 0);
        plain[end].ShouldBe((byte)2, "the last record");
        return plain[..end];
    }

    private static byte[] PublicKey(ECDiffieHellman key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. point.X!, .. point.Y!];
    }
}
