using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Access;

/// <summary>A public key on P-256, the only kind that ES256 knows; made from text that holds exactly that.</summary>
internal sealed class PublicKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        Pem = key.ExportSubjectPublicKeyInfoPem();
        // A JsonWebKey rather than the ECDsa itself: the verifier then makes an ECDsa for each thread that needs one.
        Jwk = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
        };
        Id = Jwk.KeyId = Base64UrlEncoder.Encode(Jwk.ComputeJwkThumbprint());
    }

    /// <summary>The JWK thumbprint (RFC 7638).</summary>
    public string Id { get; }

    public string Pem { get; }

    public JsonWebKey Jwk { get; }

    public static PublicKey Of(ECDsa key) => new(key);

    /// <param name="refusal">What is wrong with it, as a sentence for the person who registers it.</param>
    public static bool TryParse(
        string pem, [NotNullWhen(true)] out PublicKey? key, [NotNullWhen(false)] out string? refusal)
    {
        key = null;
        refusal = null;
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            refusal = "This holds a private key, which must stay with its owner. Give the public key: openssl pkey -in FILE -pubout";
        }
        else if (!PemEncoding.TryFind(pem, out var fields) || !pem.AsSpan()[fields.Label].SequenceEqual("PUBLIC KEY"))
        {
            refusal = "This is not a public key in PEM form (-----BEGIN PUBLIC KEY-----).";
        }
        else if (PemEncoding.TryFind(pem.AsSpan()[fields.Location.End..], out _))
        {
            refusal = "This holds more than one key. Register them one by one.";
        }
        else
        {
            refusal = Import(pem, out key);
        }

        return key is not null;
    }

    private static string? Import(string pem, out PublicKey? key)
    {
        key = null;
        using var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
            var curve = ecdsa.ExportParameters(false).Curve;
            if (!curve.IsNamed || curve.Oid.Value != P256)
            {
                return "The key is not on the curve P-256 (prime256v1).";
            }

            key = new PublicKey(ecdsa);
            return null;
        }
        catch (CryptographicException)
        {
            return "This is not an elliptic-curve key. ES256 needs one on the curve P-256 (prime256v1).";
        }
    }
}
