using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Ausweisstatus.Tests.Access;

/// <summary>Tokens made by hand, so that they can be made wrong.</summary>
internal static class Tokens
{
    public const string Es256 = """{"alg":"ES256","typ":"JWT"}""";

    public static JsonObject Claims(string client, int lifetime = 120) => new()
    {
        ["iss"] = client,
        ["sub"] = client,
        ["aud"] = "ausweisstatus",
        ["iat"] = Now,
        ["exp"] = Now + lifetime,
    };

    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public static string Sign(JsonObject claims, ECDsa key, string header = Es256) =>
        Sign(claims.ToJsonString(), header, text => key.SignData(text, HashAlgorithmName.SHA256));

    public static string Sign(string claims, string header, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{text}.{Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
