using System.CommandLine;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis clients</c>: who may call.</summary>
internal static class ClientsCommand
{
    public static Command Create(IConfiguration settings) => new("clients", "Systems that may call, and their public keys")
    {
        ClientsAddCommand.Create(settings),
        ClientsListCommand.Create(settings),
        ClientsRemoveCommand.Create(settings),
        ClientsKeygenCommand.Create(),
    };
}
