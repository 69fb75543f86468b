using System.Security.Cryptography;
using Ausweisstatus.Access;

namespace Ausweisstatus.Tests.Access;

/// <summary>Public keys as text, as somebody sends them to be registered.</summary>
internal static class PublicPem
{
    public static string New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    public static string Id(string pem) => PublicKey.TryParse(pem, out var key, out _) ? key.Id : "";
}
