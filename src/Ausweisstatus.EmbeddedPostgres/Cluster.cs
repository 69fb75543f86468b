using System.Globalization;
using System.Security.Cryptography;

namespace Ausweisstatus.Embedded;

/// <summary>The data directory, made on first use, and the password that opens it.</summary>
internal sealed record Cluster(ServerHome Home, Binaries Binaries, string Password)
{
    public const string Superuser = "ausweisstatus";

    /// <summary>The version that made the data, or null where there are none.</summary>
    public static int? MajorOf(ServerHome home) =>
        File.Exists(home.Version) && int.TryParse(File.ReadAllText(home.Version), CultureInfo.InvariantCulture, out var major) ? major : null;

    public static async Task<Cluster> OpenAsync(
        string directory, ServerHome home, Binaries binaries, CancellationToken cancellation)
    {
        await home.User.TakeAsync(home.Server, cancellation);
        var secret = Path.Combine(directory, "postgres-password");
        if (File.Exists(home.Version))
        {
            if (File.Exists(secret))
            {
                return new Cluster(home, binaries, File.ReadAllText(secret));
            }

            if (!home.StandsIn)
            {
                throw new EmbeddedPostgresException($"{secret} is gone, so the data in {home.Server} cannot be opened. Put it back, or move the data away.");
            }
            // The directory that these data belonged to was removed, and them with it, had they been inside.
            Directory.Delete(home.Data, recursive: true);
        }

        var cluster = new Cluster(home, binaries, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        PrivateFile.Write(secret, cluster.Password);
        await cluster.MakeAsync(cancellation);
        return cluster;
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        // C.UTF-8 knows letters beyond ASCII and sorts the same on every machine; where it is missing, C does the latter.
        var made = await InitdbAsync("C.UTF-8", cancellation);
        if (!made.Succeeded)
        {
            made = await InitdbAsync("C", cancellation);
        }

        if (!made.Succeeded)
        {
            throw new EmbeddedPostgresException($"PostgreSQL's data directory could not be made: {made.LastWords}");
        }
    }

    // The password goes through a file because initdb wants one, made and removed by the account that may read it.
    // The data get their name when they are whole: an interrupted first start begins again.
    private Task<Command> InitdbAsync(string locale, CancellationToken cancellation) => Command.RunAsync(
        Home.User,
        ["/bin/sh", "-c",
            """
            cd "$1" || exit; umask 077; rm -rf data.new
            trap 'rm -f password.new' EXIT; cat > password.new
            "$2" -D data.new -U "$3" --pwfile=password.new --auth=scram-sha-256 --encoding=UTF8 --locale="$4" --data-checksums &&
            mv data.new data
            """,
            "sh", Home.Server, Binaries.Initdb, Superuser, locale],
        Password, cancellation);
}
