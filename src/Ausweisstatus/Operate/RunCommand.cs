using System.CommandLine;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis run</c>: the whole system, from the database up.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var data = DataDirectory.Option();
        var command = new Command("run", "Start the whole system") { urls, data };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(urls), parsed.GetRequiredValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string urls, DataDirectory data, CancellationToken cancellation)
    {
        await using var database = await DatabaseForCommand.OpenForHostAsync(data, $"ausweis run, {urls}", cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, database.Lost);
        if (ListenAddress.FirstTaken(urls) is { } taken)
        {
            await Console.Error.WriteLineAsync($"ausweis: {taken} is in use by another program: give another address with --urls.");
            return 1;
        }

        // Before the host: apply migrations to database.ConnectionString.
        // Before the host: development clients, with their private keys in data.Clients.
        await using var app = Host.Build(
        [
            $"--urls={urls}",
            $"--contentRoot={AppContext.BaseDirectory}",
            $"--ConnectionStrings:{StorageSetup.ConnectionName}={database.ConnectionString}",
        ]);
        try
        {
            await app.StartAsync(ending.Token);
            // Once it answers: sample documents, then the welcome text (app.Urls says where it really listens).
            await app.WaitForShutdownAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped while it was still starting: an end like any other.
        }
        return database.Lost.IsCancellationRequested ? 1 : 0;
    }
}
