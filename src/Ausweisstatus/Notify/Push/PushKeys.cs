using System.Buffers.Text;
using Ausweisstatus.Domain;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Push;

/// <summary>
/// The keys by which push services know us (VAPID, RFC 8292), one for each lookup key and derived from it. A browser binds its subscription to
/// the one it was given; it is told by that one as long as the lookup key is configured.
/// </summary>
internal sealed class PushKeys : IDisposable
{
    private const string Purpose = "web-push-key";

    private readonly Dictionary<int, VapidAuthentication> byVersion;

    public PushKeys(LookupKeys lookupKeys, PublicAddress site, IOptions<PushSettings> settings)
    {
        var contact = settings.Value.Contact ?? (site.Find() is { Scheme: "https" } home ? home : null);
        byVersion = lookupKeys.NewestFirst.ToDictionary(key => key.Version, key => Derive(key, contact));
        CurrentVersion = lookupKeys.Current.Version;
    }

    public int CurrentVersion { get; }

    /// <summary>What a browser subscribes with: a point of P-256, base64url.</summary>
    public string Current => byVersion[CurrentVersion].PublicKey;

    /// <summary>Null where the lookup key was taken out of use.</summary>
    public VapidAuthentication? Find(int version) => byVersion.GetValueOrDefault(version);

    /// <summary>Which of ours this public key is; null for none.</summary>
    public int? VersionOf(string publicKey) =>
        byVersion.Where(pair => pair.Value.PublicKey == publicKey).Select(pair => (int?)pair.Key).FirstOrDefault();

    public void Dispose()
    {
        foreach (var key in byVersion.Values)
        {
            key.Dispose();
        }
    }

    private static VapidAuthentication Derive(LookupKey lookupKey, Uri? contact)
    {
        using var key = DerivedKey.Of(lookupKey, Purpose);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        byte[] point = [4, .. parameters.Q.X!, .. parameters.Q.Y!];
        return new(Base64Url.EncodeToString(point), Base64Url.EncodeToString(parameters.D)) { Subject = contact?.AbsoluteUri };
    }
}
