using System.CommandLine;
using Ausweisstatus.Locations;
using Marten;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis authorities</c>: where documents are collected.</summary>
internal static class AuthoritiesCommand
{
    public static Command Create(IConfiguration settings) => new("authorities", "Authorities and their offices")
    {
        Import(settings),
        List(settings),
    };

    private static Command Import(IConfiguration settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV, UTF-8, with a header row; see docs/operate.md" };
        var data = DataDirectory.Option();
        var command = new Command("import", "Replace the authorities that a file names; a file with a wrong row changes nothing") { file, data };
        command.SetAction((parsed, cancellation) =>
            ImportAsync(settings, parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(
        IConfiguration settings, FileInfo file, DataDirectory data, InvocationConfiguration console, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            await console.Error.WriteLineAsync($"There is no file {file}.");
            return 1;
        }

        await using var content = file.OpenRead();
        var read = AuthorityFile.Read(content);
        foreach (var error in read.Errors)
        {
            await console.Error.WriteLineAsync(error);
        }

        if (read.Errors.Count > 0)
        {
            await console.Error.WriteLineAsync("Nothing was imported.");
            return 1;
        }

        var (authorities, offices) = (read.Authorities.Count, read.Authorities.Sum(authority => authority.Locations.Count));
        return await CommandServices.UseAsync<IDocumentStore>(settings, data, "ausweis authorities", console.Error, async store =>
        {
            await ImportAuthorities.ReplaceAsync(store, read.Authorities, cancellation);
            await console.Output.WriteLineAsync($"Imported authorities: {authorities}, offices: {offices}.");
            return 0;
        }, cancellation);
    }

    private static Command List(IConfiguration settings)
    {
        var data = DataDirectory.Option();
        var command = new Command("list", "Show the authorities and their offices") { data };
        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return CommandServices.UseAsync<IDocumentStore>(settings, parsed.GetRequiredValue(data), "ausweis authorities", error, async store =>
            {
                await using var session = store.QuerySession();
                foreach (var authority in await session.Query<AuthorityEntry>().OrderBy(entry => entry.Id).ToListAsync(cancellation))
                {
                    await PrintAsync(authority, output);
                }

                return 0;
            }, cancellation);
        });
        return command;
    }

    private static async Task PrintAsync(AuthorityEntry authority, TextWriter output)
    {
        await output.WriteLineAsync($"{authority.Id}  {authority.Name}".TrimEnd());
        foreach (var location in authority.Locations)
        {
            await output.WriteLineAsync($"  {location.Id}  {location.Name}{(location.Address is { } address ? $", {address}" : "")}");
        }
    }
}
