using System.CommandLine;
using Ausweisstatus.Access;

namespace Ausweisstatus.Operate;

/// <summary>
/// <c>ausweis token</c>: a bearer token of a development client, which touches nothing but the key's file; or of somebody of the staff, whom the
/// provider of a running system vouches for.
/// </summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var client = new Argument<string?>("client") { Description = "A development client, e.g. print-shop", Arity = ArgumentArity.ZeroOrOne };
        var staff = new Option<string?>("--staff") { Description = $"Instead one for a program of the staff ({DevelopmentSignIns.Names}), while the system runs", HelpName = "PERSON" };
        var data = DataDirectory.Option();
        var audience = new Option<string>("--audience")
        {
            Description = "The installation it is for",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Ausweisstatus__Audience") ?? TokenSettings.DefaultAudience,
        };
        var command = new Command("token", "Print a bearer token of a development client, valid for 5 minutes") { client, staff, data, audience };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(staff) is { } person)
            {
                await output.WriteLineAsync(await DevelopmentSignIns.TokenAsync(parsed.GetRequiredValue(data), person, cancellation));
                return 0;
            }

            if (parsed.GetValue(client) is not { } name)
            {
                await error.WriteLineAsync("Name a development client, or somebody of the staff with --staff.");
                return 2;
            }

            var folder = parsed.GetRequiredValue(data).Clients;
            // A name is checked before it becomes a part of a path.
            var path = ClientName.Is(name) ? KeyFiles.Of(folder, name) : null;
            if (path is null || !File.Exists(path))
            {
                await error.WriteLineAsync(NoKey(name, folder));
                return 1;
            }
            using var key = KeyFiles.Read(path);
            if (key is null)
            {
                await error.WriteLineAsync($"{path} does not hold a private key on P-256.");
                return 1;
            }
            await output.WriteLineAsync(ClientToken.Create(name, key, parsed.GetValue(audience)!, TimeProvider.System.GetUtcNow()));
            return 0;
        });
        return command;
    }

    private static string NoKey(string name, string folder)
    {
        var here = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.pem").Select(Path.GetFileNameWithoutExtension).Order().ToList()
            : [];
        return here.Count > 0
            ? $"There is no key of {name} in {folder}. There are keys of: {string.Join(", ", here)}."
            : $"There are no keys in {folder}. Start the system first (ausweis run), or name its data directory with --data.";
    }
}
