using System.CommandLine;

namespace Ausweisstatus.Operate;

/// <summary>Where <c>ausweis run</c> keeps what it made: its PostgreSQL, and the private keys of development clients.</summary>
internal sealed record DataDirectory
{
    private const string Variable = "AUSWEIS_DATA";
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] Contents = ["lock", "clients", "lookup-key", "postgres"];

    public DataDirectory(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    /// <summary>Private keys of development clients, one file each, readable by their owner alone.</summary>
    public string Clients => System.IO.Path.Combine(Path, "clients");

    /// <summary>The lookup key of a development installation.</summary>
    public string LookupKey => System.IO.Path.Combine(Path, "lookup-key");

    /// <summary>Where the provider of staff of a running development installation listens.</summary>
    public string StaffIssuer => System.IO.Path.Combine(Path, "staff-issuer");

    /// <summary><c>--data DIR</c>, as every verb offers it.</summary>
    public static Option<DataDirectory> Option() => new("--data")
    {
        Description = "Where the data of this installation are",
        HelpName = "DIR",
        CustomParser = given => new DataDirectory(given.Tokens.Single().Value),
        DefaultValueFactory = _ => Default,
    };

    /// <summary>
    /// Makes it, or tightens one that an earlier version left open: whoever can step into it can hold its lock, and so keep the system from
    /// starting.
    /// </summary>
    /// <exception cref="StartException">It cannot be had alone, or it is used for something else, such as <c>/tmp</c>.</exception>
    public void MakePrivate()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
                return;
            }

            Directory.CreateDirectory(Path, OwnerAlone);
            if (File.GetUnixFileMode(Path) == OwnerAlone)
            {
                return;
            }

            if (Directory.EnumerateFileSystemEntries(Path).Any() && !Contents.Any(name => System.IO.Path.Exists(System.IO.Path.Combine(Path, name))))
            {
                throw new StartException($"{Path} holds other things, and a data directory is for its owner alone: give a directory of its own with --data.");
            }

            File.SetUnixFileMode(Path, OwnerAlone);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new StartException($"{Path} cannot be the data directory: {problem.Message}");
        }
    }

    /// <summary>What a further command has to be given to use this directory; nothing where it would be taken anyway.</summary>
    public string AsOption => this == Default ? "" : $" --data {Path}";

    private static DataDirectory Default => new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : ".ausweis");

    public override string ToString() => Path;
}
