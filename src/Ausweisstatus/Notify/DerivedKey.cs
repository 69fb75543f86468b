using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Notify;

/// <summary>A key to sign with (P-256) that follows from a lookup key: every node has the same, and there is no further secret to keep.</summary>
internal static class DerivedKey
{
    public static ECDsa Of(LookupKey key, string purpose)
    {
        // One in four thousand million secrets is no private key of this curve; the next one is, then.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var secret = key.Seal(purpose, Encoding.UTF8.GetBytes(attempt.ToString(CultureInfo.InvariantCulture)));
                return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
            }
            catch (CryptographicException) when (attempt < 9)
            {
            }
        }
    }
}
