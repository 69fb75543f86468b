using System.CommandLine;
using Ausweisstatus.Access;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis clients remove</c>: a client, or one key of it.</summary>
internal static class ClientsRemoveCommand
{
    public static Command Create(IConfiguration settings)
    {
        var name = new Argument<string>("name") { Description = "The client's name" };
        var key = new Option<string?>("--key") { Description = "Remove only this key (its id as in list)" };
        var data = DataDirectory.Option();
        var command = new Command("remove", "Remove a client or one of its keys; a running host notices within five seconds") { name, key, data };
        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return CommandServices.UseAsync<ClientRegistry>(settings, parsed.GetRequiredValue(data), "ausweis clients", error, async registry =>
            {
                var answer = await registry.RemoveAsync(parsed.GetValue(name)!, parsed.GetValue(key), cancellation);
                await (answer.Done ? output : error).WriteLineAsync(answer.Message);
                return answer.Done ? 0 : 1;
            }, cancellation);
        });
        return command;
    }
}
