namespace Ausweisstatus.Embedded;

/// <summary>Installs PostgreSQL as the distribution packages it, without a server of the distribution's own.</summary>
internal sealed record PackageInstallation(string Tool, string Script)
{
    // Debian's package makes and starts a server at once unless told otherwise. The word is taken back afterwards:
    // what the administrator installs later is the administrator's business.
    private const string Debian =
        """
        export DEBIAN_FRONTEND=noninteractive
        mkdir -p /etc/postgresql-common/createcluster.d
        word=/etc/postgresql-common/createcluster.d/ausweisstatus.conf
        trap 'rm -f "$word"' EXIT
        echo 'create_main_cluster = false' > "$word"
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends postgresql
        """;

    private static readonly PackageInstallation[] Known =
    [
        new("apt-get", Debian),
        new("dnf", "dnf install -y -q postgresql-server"),
        new("apk", "apk add --quiet postgresql"),
    ];

    /// <summary>How it is done on this machine; null where the caller may not, or the distribution is unknown.</summary>
    public static PackageInstallation? Here() =>
        Environment.IsPrivilegedProcess ? Known.FirstOrDefault(known => BinaryPlaces.InPath(known.Tool).Any()) : null;

    public Task<Command> RunAsync(CancellationToken cancellation) =>
        Command.RunAsync(ServerUser.Caller, ["/bin/sh", "-c", Script], cancellation: cancellation);
}
