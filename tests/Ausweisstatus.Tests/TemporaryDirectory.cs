namespace Ausweisstatus.Tests;

/// <summary>A directory that everyone may step into, as PostgreSQL's own user must, and that is gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"ausweisstatus-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        // Where the caller is root and the directory was made private, the data of PostgreSQL lie elsewhere.
        var server = new DirectoryInfo(System.IO.Path.Combine(Path, "postgres")).LinkTarget;
        Directory.Delete(Path, recursive: true);
        if (server is not null)
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(server)!, recursive: true);
        }
    }
}
