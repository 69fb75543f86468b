using System.CommandLine;
using Ausweisstatus.Access;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis clients keygen</c>: a key pair for a client that has no tool of its own.</summary>
internal static class ClientsKeygenCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to write the private key; readable by you alone" };
        var command = new Command("keygen", "Make a key pair: the private key into FILE, the public key on the screen") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!.FullName;
            try
            {
                parsed.InvocationConfiguration.Output.WriteLine(KeyFiles.Create(path).Pem);
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                parsed.InvocationConfiguration.Error.WriteLine(
                    File.Exists(path) ? $"{path} exists already. Nothing was written." : $"{path} cannot be written: {e.Message}");
                return 1;
            }
        });
        return command;
    }
}
