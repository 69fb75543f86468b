using System.CommandLine;
using Ausweisstatus.Access;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis clients list</c></summary>
internal static class ClientsListCommand
{
    public static Command Create(IConfiguration settings)
    {
        var data = DataDirectory.Option();
        var command = new Command("list", "Show all clients and their keys") { data };
        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return CommandServices.UseAsync<ClientRegistry>(settings, parsed.GetRequiredValue(data), "ausweis clients", error, async registry =>
            {
                var clients = await registry.ListAsync(cancellation);
                if (clients.Count == 0)
                {
                    await output.WriteLineAsync("No clients are registered.");
                }

                foreach (var client in clients)
                {
                    await output.WriteLineAsync($"{client.Id}: {ClientText.Settings(client)}");
                    foreach (var key in client.Keys)
                    {
                        await output.WriteLineAsync(ClientText.Key(key));
                    }
                }
                return 0;
            }, cancellation);
        });
        return command;
    }
}
