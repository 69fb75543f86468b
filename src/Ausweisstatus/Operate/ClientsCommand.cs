using System.CommandLine;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis clients</c>: who may call.</summary>
internal static class ClientsCommand
{
    public static Command Create() => new("clients", "Systems that may call, and their public keys")
    {
        ClientsAddCommand.Create(),
        ClientsListCommand.Create(),
        ClientsRemoveCommand.Create(),
        ClientsKeygenCommand.Create(),
    };
}
