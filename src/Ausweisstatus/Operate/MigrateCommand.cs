using System.CommandLine;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Storage;
using JasperFx;
using Marten;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis migrate</c>: brings the database up to date.</summary>
internal static class MigrateCommand
{
    public static Command Create(IConfiguration settings)
    {
        var plan = new Option<bool>("--plan") { Description = "Print the SQL by which the database differs from the code, and change nothing" };
        var host = new Option<string?>("--host-role")
        {
            Description = "A role that hosts connect as: may add facts, but change neither facts nor tables; remembered",
            HelpName = "NAME",
        };
        var data = DataDirectory.Option();
        var command = new Command("migrate", "Bring the database up to date") { plan, host, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = await DatabaseForCommand.OpenAsync(settings, parsed.GetRequiredValue(data), "ausweis migrate", cancellation);
            if (parsed.GetValue(plan))
            {
                await using var app = Host.Build(
                [
                    $"--ConnectionStrings:{StorageSetup.ConnectionName}={database.ConnectionString}",
                    // What is printed is SQL and nothing else.
                    "--Logging:LogLevel:Default=None",
                ]);
                await PrintPlan(app.Services.GetRequiredService<IDocumentStore>(), parsed.InvocationConfiguration.Output, cancellation);
                return;
            }

            var applied = await Migrations.ApplyAsync(database.ConnectionString, parsed.GetValue(host), cancellation);
            foreach (var script in applied)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"applied {script}");
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(applied.Count == 0 ? "Nothing to do." : "Up to date.");
        });
        return command;
    }

    /// <summary>What a new migration has to contain after the store's configuration was changed.</summary>
    private static async Task PrintPlan(IDocumentStore store, TextWriter output, CancellationToken cancellation)
    {
        var migration = await store.Storage.Database.CreateMigrationAsync(cancellation);
        migration.WriteAllUpdates(output, store.Storage.Database.Migrator, AutoCreate.CreateOrUpdate);
    }
}
