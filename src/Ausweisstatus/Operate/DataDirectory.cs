using System.CommandLine;

namespace Ausweisstatus.Operate;

/// <summary>Where <c>ausweis run</c> keeps what it made: its PostgreSQL, and the private keys of development clients.</summary>
internal sealed record DataDirectory
{
    private const string Variable = "AUSWEIS_DATA";

    public DataDirectory(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    /// <summary>Private keys of development clients, one file each, readable by their owner alone.</summary>
    public string Clients => System.IO.Path.Combine(Path, "clients");

    /// <summary>The lookup key of a development installation.</summary>
    public string LookupKey => System.IO.Path.Combine(Path, "lookup-key");

    /// <summary><c>--data DIR</c>, as every verb offers it.</summary>
    public static Option<DataDirectory> Option() => new("--data")
    {
        Description = "Where the data of this installation are",
        HelpName = "DIR",
        CustomParser = given => new DataDirectory(given.Tokens.Single().Value),
        DefaultValueFactory = _ => new DataDirectory(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : ".ausweis"),
    };

    public override string ToString() => Path;
}
