using System.Text.Json;

namespace Ausweisstatus.Embedded;

/// <summary>What the owner of a running server tells other processes of the same user.</summary>
/// <param name="ProcessId">The owner, not PostgreSQL itself.</param>
/// <param name="Purpose">The owner's purpose, in its own words.</param>
/// <param name="ConnectionString">Reaches the server; holds its password.</param>
public sealed record RunningPostgres(int ProcessId, string Purpose, string ConnectionString)
{
    /// <summary>The server that runs in a directory, or null. Waits for one that is just starting.</summary>
    /// <exception cref="EmbeddedPostgresException">It has been starting for more than a minute.</exception>
    public static async Task<RunningPostgres?> FindAsync(string directory, CancellationToken cancellation = default)
    {
        var deadline = Deadline.In(TimeSpan.FromMinutes(1));
        while (DirectoryLock.IsHeld(directory))
        {
            if (Read(directory) is { ConnectionString.Length: > 0 } running)
            {
                return running;
            }

            deadline.ThrowIfOver($"Ausweisstatus is starting in {directory}, but has not become ready within a minute.");
            await Deadline.PauseAsync(cancellation);
        }

        return null;
    }

    /// <summary>What was told last by a process that still lives: a killed owner leaves its words behind.</summary>
    internal static RunningPostgres? Read(string directory)
    {
        try
        {
            var running = JsonSerializer.Deserialize<RunningPostgres>(File.ReadAllText(FileIn(directory)));
            return running is not null && Signals.IsAlive(running.ProcessId) ? running : null;
        }
        catch (Exception problem) when (problem is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Write(string directory) => PrivateFile.Write(FileIn(directory), JsonSerializer.Serialize(this));

    internal static void Remove(string directory) => File.Delete(FileIn(directory));

    private static string FileIn(string directory) => Path.Combine(directory, "running.json");
}
