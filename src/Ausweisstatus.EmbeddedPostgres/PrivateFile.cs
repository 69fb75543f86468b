namespace Ausweisstatus.Embedded;

/// <summary>A file that only its owner may read, and that is never seen half written.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(text);
        }

        File.Move(draft, path, overwrite: true);
    }
}
