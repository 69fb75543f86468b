namespace Ausweisstatus.Embedded;

/// <summary>The account PostgreSQL runs under: the caller's own, or an unprivileged one where the caller is root.</summary>
/// <param name="Name">Null for the caller's own.</param>
internal sealed record ServerUser(string? Name)
{
    public static readonly ServerUser Caller = new((string?)null);

    /// <summary>The account for a server whose files are in a directory: whoever owns them already, else the usual ones.</summary>
    public static async Task<ServerUser> ForAsync(string serverDirectory, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Caller;
        }

        foreach (var name in new[] { await OwnerOfAsync(serverDirectory, cancellation), "postgres", "nobody" })
        {
            if (name is not (null or "root") && await ExistsAsync(name, cancellation))
            {
                return new ServerUser(name);
            }
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor 'nobody' here: run as an ordinary user.");
    }

    /// <summary>Whether this account may step into a directory.</summary>
    public async Task<bool> CanReachAsync(string directory, CancellationToken cancellation) =>
        Name is null
        || (await Command.RunAsync(this, ["/bin/sh", "-c", "cd \"$1\"", "sh", directory], cancellation: cancellation)).Succeeded;

    /// <summary>Makes a directory, and all that is in it, this account's own and nobody else's.</summary>
    public async Task TakeAsync(string directory, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Name is null)
        {
            return;
        }

        var taken = await Command.RunAsync(Caller, ["chown", "-R", $"{Name}:", directory], cancellation: cancellation);
        if (!taken.Succeeded)
        {
            throw new EmbeddedPostgresException($"Cannot give {directory} to {Name}: {taken.LastWords}");
        }
    }

    private static async Task<bool> ExistsAsync(string name, CancellationToken cancellation) =>
        (await Command.RunAsync(Caller, ["id", "-u", name], cancellation: cancellation)).Succeeded;

    private static async Task<string?> OwnerOfAsync(string directory, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        var owner = await Command.RunAsync(Caller, ["stat", "-c", "%U", directory], cancellation: cancellation);
        return owner.Succeeded ? owner.Output.Trim() : null;
    }
}
