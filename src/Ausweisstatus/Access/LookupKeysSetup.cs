using System.Globalization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Access;

/// <summary>
/// The secrets behind references, from configuration and never from the database: <c>Ausweisstatus:Realm</c> (two symbols, default 00) and
/// <c>Ausweisstatus:LookupKeys:&lt;version&gt;</c> (base64 of at least 32 bytes). The highest version writes, all of them read.
/// </summary>
internal static class LookupKeysSetup
{
    private const string Section = "Ausweisstatus:LookupKeys";

    public static WebApplicationBuilder AddLookupKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => Read(provider.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton<Encryption>();
        return builder;
    }

    private static LookupKeys Read(IConfiguration configuration)
    {
        var realm = configuration["Ausweisstatus:Realm"] ?? "00";
        if (!Realm.TryParse(realm, null, out var parsed))
        {
            throw new LookupKeysException("Ausweisstatus:Realm is two symbols of 0-9 and A-Z without I, L, O and U.");
        }

        var keys = configuration.GetSection(Section).GetChildren().Select(Key).ToList();
        return keys.Count > 0
            ? new LookupKeys(parsed, keys)
            : throw new LookupKeysException($"{Section}:1 is not set: the base64 of 32 random bytes, e.g. from: openssl rand -base64 32");
    }

    private static LookupKey Key(IConfigurationSection entry)
    {
        var secret = new byte[256];
        return int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 1 and <= 9999
            && Convert.TryFromBase64String(entry.Value ?? "", secret, out var length) && length >= LookupKey.MinimumBytes
                ? new LookupKey(version, secret.AsSpan(0, length))
                : throw new LookupKeysException($"{Section}:{entry.Key} is no key: a version from 1 to 9999, and the base64 of 32 to 256 bytes.");
    }
}

/// <summary>The configured secrets cannot be used. The message says what to set and never holds a secret.</summary>
internal sealed class LookupKeysException(string message) : Exception(message);
