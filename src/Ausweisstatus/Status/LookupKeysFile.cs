using System.Security.Cryptography;
using System.Text.Json;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>
/// Lookup keys in a file, <c>{ "1": "&lt;base64&gt;" }</c>: version to key. Who loses it loses every slip; who has it and the database can
/// test guesses.
/// </summary>
internal static class LookupKeysFile
{
    public static Dictionary<string, string?> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllBytes(path)) is { Count: > 0 } keys
                ? keys
                : throw new LookupKeysException($"{path} holds no lookup key.");
        }
        catch (JsonException)
        {
            throw new LookupKeysException($"{path} has to be JSON: {{ \"1\": \"<base64 of {LookupKey.MinimumBytes} random bytes>\" }}.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LookupKeysException($"The lookup keys cannot be read: {problem.Message}");
        }
    }

    public static Dictionary<string, string?> ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Read(path);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(file, new Dictionary<string, byte[]> { ["1"] = RandomNumberGenerator.GetBytes(LookupKey.MinimumBytes) });
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; its keys count.
            File.Delete(unfinished);
        }
    }
}
