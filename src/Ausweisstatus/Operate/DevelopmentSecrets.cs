using System.Security.Cryptography;

namespace Ausweisstatus.Operate;

/// <summary>
/// A lookup key for trying the system out, made once and kept in the data directory, readable by its owner alone. In production the key is
/// configured: whoever loses it has worthless slips.
/// </summary>
internal static class DevelopmentSecrets
{
    private const string FirstKey = "Ausweisstatus__LookupKeys__1";

    /// <summary>The configuration argument with the key; nothing where one is configured.</summary>
    public static string[] ConfigureLookupKey(DataDirectory data)
    {
        if (Environment.GetEnvironmentVariable(FirstKey) is { Length: > 0 } || !DevelopmentEnvironment.IsSet)
        {
            return [];
        }

        if (!File.Exists(data.LookupKey))
        {
            data.MakePrivate();
            Write(data.LookupKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return [$"--Ausweisstatus:LookupKeys:1={File.ReadAllText(data.LookupKey).Trim()}"];
    }

    private static void Write(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.WriteLine(secret);
    }
}
