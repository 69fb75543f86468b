using System.Security.Cryptography;

namespace Ausweisstatus.Access;

/// <summary>Private keys as files that only their owner can read (PKCS#8, PEM, mode 0600).</summary>
internal static class KeyFiles
{
    /// <summary>The file of a client's key in a folder of such keys.</summary>
    public static string Of(string folder, string client) => Path.Combine(folder, client + ".pem");

    /// <summary>Makes a new key. The file appears whole or not at all.</summary>
    /// <exception cref="IOException">There is such a file already.</exception>
    public static PublicKey Create(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(unfinished, options))
            {
                using (var text = new StreamWriter(file, leaveOpen: true))
                {
                    text.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
                }

                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: false);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return PublicKey.Of(key);
    }

    /// <returns>Null where the file holds no private key on P-256.</returns>
    public static ECDsa? Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            // The public half of a key that was given without its private one would sign nothing.
            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null)
            {
                return key;
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
        }
        key.Dispose();
        return null;
    }

    public static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
