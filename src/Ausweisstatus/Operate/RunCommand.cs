using System.CommandLine;
using Ausweisstatus.Access;
using Ausweisstatus.Locations;
using Ausweisstatus.Messaging;
using Ausweisstatus.Storage;
using Marten;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis run</c>: the whole system, from the database up.</summary>
internal static class RunCommand
{
    public static Command Create(IConfiguration settings)
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var role = new Option<NodeRole>("--role")
        {
            Description = "What this node does: answer requests (web), tell who waits and keep the figures (worker), or all of it",
            DefaultValueFactory = _ => NodeRole.All,
        };
        var data = DataDirectory.Option();
        var command = new Command("run", "Start the whole system") { urls, role, data };
        command.SetAction((parsed, cancellation) =>
            RunAsync(settings, parsed.GetRequiredValue(urls), parsed.GetRequiredValue(role), parsed.GetRequiredValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration settings, string urls, NodeRole role, DataDirectory data, CancellationToken cancellation)
    {
        if (ListenAddress.FirstWrong(urls) is { } wrong)
        {
            await Console.Error.WriteLineAsync($"ausweis: {wrong} is no address to listen on: give one such as http://localhost:5080 with --urls.");
            return 1;
        }

        await using var database = await DatabaseForCommand.OpenForHostAsync(settings, data, $"ausweis run, {urls}", cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, database.Lost);
        if (ListenAddress.FirstTaken(urls) is { } taken)
        {
            await Console.Error.WriteLineAsync($"ausweis: {taken} is in use by another program: give another address with --urls.");
            return 1;
        }

        try
        {
            await EnsureMigrated.RunAsync(database.ConnectionString, ending.Token);
            await using var mail = await DevelopmentMails.StartAsync(role);
            await using var signIn = await DevelopmentSignIns.StartAsync(role, data);
            await using var app = Host.Build(
            [
                $"--urls={urls}",
                $"--{NodeRoleSetting.Key}={role}",
                $"--contentRoot={AppContext.BaseDirectory}",
                $"--ConnectionStrings:{StorageSetup.ConnectionName}={database.ConnectionString}",
                .. DevelopmentEnvironment.Arguments,
                .. DevelopmentSecrets.ConfigureLookupKey(data),
                .. mail?.Arguments ?? [],
                .. signIn?.Arguments ?? [],
            ]);
            mail?.Map(app);
            await RunAsync(app, data, new(ShowsMail: mail is not null, AsksStaff: signIn is not null), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped while it was still starting: an end like any other.
        }
        return database.Lost.IsCancellationRequested ? 1 : 0;
    }

    private static async Task RunAsync(WebApplication app, DataDirectory data, DevelopmentHelp help, CancellationToken ending)
    {
        if (app.Environment.IsDevelopment())
        {
            data.MakePrivate();
            var store = app.Services.GetRequiredService<IDocumentStore>();
            await DevelopmentClients.EnsureAsync(store, data.Path, app.Environment, TimeProvider.System, ending);
            await SampleAuthorities.EnsureAsync(store, ending);
            await app.StartAsync(ending);
            if (NodeRoleSetting.Of(app.Configuration) != NodeRole.Worker)
            {
                await WelcomeAsync(app, data, help, ending);
            }
        }
        else
        {
            await app.StartAsync(ending);
            await ProductionWarnings.LogAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), app.Logger, ending);
        }

        await app.WaitForShutdownAsync(ending);
    }

    private static async Task WelcomeAsync(WebApplication app, DataDirectory data, DevelopmentHelp help, CancellationToken cancellation)
    {
        var address = app.Urls.First();
        var audience = app.Services.GetRequiredService<IOptions<TokenSettings>>().Value.Audience;
        using var samples = new SampleDocuments(new Uri(address), data, audience, TimeProvider.System);
        await Console.Out.WriteLineAsync(Welcome.Text(address, data, await samples.TellAsync(cancellation), help));
    }
}
