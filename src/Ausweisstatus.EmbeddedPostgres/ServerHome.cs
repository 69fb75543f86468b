using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Embedded;

/// <summary>Where the server's files lie, and the account they belong to.</summary>
/// <param name="Path">The owner's directory, or a stand-in for it that the account can reach.</param>
/// <param name="StandsIn">Whether it is the latter.</param>
internal sealed record ServerHome(string Path, ServerUser User, bool StandsIn = false)
{
    private const string StandIns = "/var/lib/ausweisstatus";

    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The account's own directory: the data and the server's log.</summary>
    public string Server => System.IO.Path.Combine(Path, "postgres");

    public string Data => System.IO.Path.Combine(Server, "data");

    /// <summary>The file in the data that names the major version of their maker.</summary>
    public string Version => System.IO.Path.Combine(Data, "PG_VERSION");

    public string Log => System.IO.Path.Combine(Server, "postgres.log");

    /// <summary>Where binaries are put when the machine has none.</summary>
    public string Binaries => System.IO.Path.Combine(Path, "postgres-binaries");

    public static async Task<ServerHome> ChooseAsync(string directory, Action<string> log, CancellationToken cancellation)
    {
        var here = await AtAsync(directory, cancellation);
        if (await here.User.CanReachAsync(directory, cancellation))
        {
            return here;
        }

        var standIn = System.IO.Path.Combine(StandIns, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16]);
        foreach (var part in new[] { StandIns, standIn })
        {
            Directory.CreateDirectory(part);
            File.SetUnixFileMode(part, Passable);
        }

        log($"PostgreSQL runs as an unprivileged user who cannot reach {directory}; its data are in {standIn}.");
        await MoveAsync(here, standIn, log, cancellation);
        return (await AtAsync(standIn, cancellation)) with { StandsIn = true };
    }

    /// <summary>An installation may have brought the account that PostgreSQL usually runs under.</summary>
    public async Task<ServerHome> WithUserOfNowAsync(CancellationToken cancellation) =>
        this with { User = await ServerUser.ForAsync(Server, cancellation) };

    // Earlier versions left the directory open to everybody and put these into it. A link says where the data are now.
    private static async Task MoveAsync(ServerHome from, string to, Action<string> log, CancellationToken cancellation)
    {
        // Behind a link is what runs, or is left running, in the place that it leads to: not to be judged from here.
        if (LinkAt(from.Server) is null)
        {
            await StalePostmaster.StopAsync(from, log, cancellation);
        }

        foreach (var old in new[] { from.Server, from.Binaries })
        {
            if (Directory.Exists(old) && LinkAt(old) is null)
            {
                await MoveAsync(old, System.IO.Path.Combine(to, System.IO.Path.GetFileName(old)), cancellation);
            }
        }

        var server = System.IO.Path.Combine(to, System.IO.Path.GetFileName(from.Server));
        if (LinkAt(from.Server) == server)
        {
            return;
        }

        File.Delete(from.Server);
        File.CreateSymbolicLink(from.Server, server);
    }

    private static async Task MoveAsync(string from, string to, CancellationToken cancellation)
    {
        // Between file systems it is copied, which may be interrupted: it gets its name when it is whole. What has that name was left by
        // another directory of the same name; it is put aside.
        const string Script =
            """
            rm -rf "$2.new" && mv "$1" "$2.new" || exit
            [ ! -e "$2" ] || { rm -rf "$2.old" && mv "$2" "$2.old"; } || exit
            mv "$2.new" "$2"
            """;
        var moved = await Command.RunAsync(ServerUser.Caller, ["/bin/sh", "-c", Script, "sh", from, to], cancellation: cancellation);
        if (!moved.Succeeded)
        {
            throw new EmbeddedPostgresException($"{from} cannot be moved to {to}: {moved.LastWords}");
        }
    }

    private static string? LinkAt(string path) => new FileInfo(path).LinkTarget;

    private static Task<ServerHome> AtAsync(string path, CancellationToken cancellation) =>
        new ServerHome(path, ServerUser.Caller).WithUserOfNowAsync(cancellation);
}
