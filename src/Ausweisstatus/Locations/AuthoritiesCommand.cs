using System.CommandLine;
using Ausweisstatus.Operate;
using Ausweisstatus.Storage;
using Marten;

namespace Ausweisstatus.Locations;

/// <summary><c>ausweis authorities</c>: where documents are collected.</summary>
internal static class AuthoritiesCommand
{
    public static Command Create() => new("authorities", "Authorities and their offices")
    {
        Import(),
        List(),
    };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV, UTF-8, with a header row; see docs/operate.md" };
        var data = DataDirectory.Option();
        var command = new Command("import", "Replace the authorities that a file names; a file with a wrong row changes nothing") { file, data };
        command.SetAction((parsed, cancellation) =>
            ImportAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(FileInfo file, DataDirectory data, InvocationConfiguration console, CancellationToken cancellation)
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

        await using var database = await DatabaseForCommand.OpenAsync(data, "ausweis authorities import", cancellation);
        await using var app = Host.Build([$"--ConnectionStrings:{StorageSetup.ConnectionName}={database.ConnectionString}"]);
        await ImportAuthorities.ReplaceAsync(app.Services.GetRequiredService<IDocumentStore>(), read.Authorities, cancellation);
        await console.Output.WriteLineAsync(
            $"Imported authorities: {read.Authorities.Count}, offices: {read.Authorities.Sum(authority => authority.Locations.Count)}.");
        return 0;
    }

    private static Command List()
    {
        var data = DataDirectory.Option();
        var command = new Command("list", "Show the authorities and their offices") { data };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = await DatabaseForCommand.OpenAsync(parsed.GetRequiredValue(data), "ausweis authorities list", cancellation);
            await using var app = Host.Build([$"--ConnectionStrings:{StorageSetup.ConnectionName}={database.ConnectionString}"]);
            await using var session = app.Services.GetRequiredService<IDocumentStore>().QuerySession();
            foreach (var authority in await session.Query<AuthorityEntry>().OrderBy(entry => entry.Id).ToListAsync(cancellation))
            {
                await PrintAsync(authority, parsed.InvocationConfiguration.Output);
            }
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
