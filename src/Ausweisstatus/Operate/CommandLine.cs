using System.CommandLine;
using Ausweisstatus.Access;

namespace Ausweisstatus.Operate;

/// <summary>The verbs of <c>ausweis</c>; each verb is a file of its own beside what it operates.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new("Ausweisstatus: where is my passport or identity card?")
    {
        RunCommand.Create(),
        TokenCommand.Create(),
        ClientsCommand.Create(),
    };
}
