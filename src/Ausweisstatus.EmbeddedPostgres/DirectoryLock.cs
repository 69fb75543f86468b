namespace Ausweisstatus.Embedded;

/// <summary>One owner for a directory. The kernel lets go of it with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    public static async Task<DirectoryLock> TakeAsync(string directory, CancellationToken cancellation)
    {
        // Another command that looks whether a server runs holds the lock for an instant.
        var deadline = Deadline.In(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            if (Open(directory, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } file)
            {
                return new DirectoryLock(file);
            }

            if (deadline.IsOver)
            {
                throw AlreadyRunningException.In(directory, RunningPostgres.Read(directory));
            }

            await Deadline.PauseAsync(cancellation);
        }
    }

    public static bool IsHeld(string directory)
    {
        if (!File.Exists(FileIn(directory)))
        {
            return false;
        }

        using var file = Open(directory, FileMode.Open, FileAccess.Read, FileShare.Read);
        return file is null;
    }

    public void Dispose() => file.Dispose();

    private static FileStream? Open(string directory, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
            // Whoever can open it can hold it.
            if (mode == FileMode.OpenOrCreate)
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(FileIn(directory), options);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new EmbeddedPostgresException($"{directory} belongs to somebody else: {problem.Message}", problem);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            return null;
        }
    }

    private static string FileIn(string directory) => Path.Combine(directory, "lock");
}
