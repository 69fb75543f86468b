using System.CommandLine;
using JasperFx;
using Marten;

namespace Ausweisstatus.Storage;

/// <summary><c>ausweis migrate</c>: brings the database up to date.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var plan = new Option<bool>("--plan") { Description = "Print the SQL by which the database differs from the code, and change nothing" };
        var command = new Command("migrate", "Bring the database up to date") { plan };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = Host.Build([]);
            if (parsed.GetValue(plan))
            {
                await PrintPlan(app.Services.GetRequiredService<IDocumentStore>(), parsed.InvocationConfiguration.Output, cancellation);
                return;
            }

            var connectionString = app.Configuration.GetConnectionString(StorageSetup.ConnectionName)!;
            var applied = await Migrations.ApplyAsync(connectionString, cancellation);
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
