using System.Globalization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>
/// The keys of this installation, from the configuration: <c>Ausweisstatus:Realm</c>, and either <c>Ausweisstatus:LookupKeys:&lt;version&gt;</c>
/// (base64 of at least 32 bytes) or <c>Ausweisstatus:LookupKeysFile</c> (see <see cref="LookupKeysFile"/>). In Development both may be missing.
/// </summary>
internal static class LookupKeysSetup
{
    private const string RealmSetting = "Ausweisstatus:Realm";
    private const string KeysSetting = "Ausweisstatus:LookupKeys";
    private const string FileSetting = "Ausweisstatus:LookupKeysFile";
    private const string DevelopmentRealm = "00";
    private const string DevelopmentFile = "lookup-keys.json";

    public static IServiceCollection AddLookupKeys(this IServiceCollection services)
    {
        services.AddSingleton(provider => Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddHostedService<KeysAtStart>();
        return services;
    }

    /// <exception cref="LookupKeysException">The configuration lacks something, or it is not what it should be.</exception>
    public static LookupKeys Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        var written = configuration[RealmSetting] ?? (development ? DevelopmentRealm : throw new LookupKeysException(
            $"{RealmSetting} is not set: the two symbols every code of this installation begins with, e.g. BE."));
        if (!Realm.TryParse(written, null, out var realm))
        {
            throw new LookupKeysException($"{RealmSetting} has to be two symbols of 0-9 and A-Z without I, L, O, U.");
        }

        return new LookupKeys(realm, [.. Versions(configuration, development).Select(Key)]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Versions(IConfiguration configuration, bool development)
    {
        var section = configuration.GetSection(KeysSetting).GetChildren().ToList();
        var file = configuration[FileSetting];
        return (section.Count, file) switch
        {
            ( > 0, not null) => throw new LookupKeysException($"Both {KeysSetting} and {FileSetting} are set; one of them is needed."),
            ( > 0, null) => section.Select(key => KeyValuePair.Create(key.Key, key.Value)),
            (_, not null) => LookupKeysFile.Read(file),
            _ when development => LookupKeysFile.ReadOrCreate(Path.Combine(DataDirectoryOf(configuration), DevelopmentFile)),
            _ => throw new LookupKeysException(
                $"There are no lookup keys. Set {FileSetting}, or {KeysSetting}:1 to the base64 of at least {LookupKey.MinimumBytes} random bytes, "
                + "e.g. from: openssl rand -base64 32. Keep them apart from the database and its backups."),
        };
    }

    private static string DataDirectoryOf(IConfiguration configuration) =>
        configuration["Ausweisstatus:DataDirectory"] ?? configuration["AUSWEIS_DATA"] ?? ".ausweis";

    private static LookupKey Key(KeyValuePair<string, string?> entry)
    {
        var bytes = new byte[512];
        if (!int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version is < 1 or > 9999)
        {
            throw new LookupKeysException("The version of a lookup key is a number from 1 to 9999.");
        }

        if (!Convert.TryFromBase64String(entry.Value ?? "", bytes, out var length) || length < LookupKey.MinimumBytes)
        {
            throw new LookupKeysException($"Lookup key {version} has to be the base64 of {LookupKey.MinimumBytes} to {bytes.Length} bytes.");
        }

        return new LookupKey(version, bytes.AsSpan(0, length));
    }

    /// <summary>A host without keys does not start, rather than fail with the first question.</summary>
    private sealed class KeysAtStart(LookupKeys keys) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(keys);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>The lookup keys cannot be had. An operator can mend it; the message says how.</summary>
public sealed class LookupKeysException(string message) : Exception(message);
