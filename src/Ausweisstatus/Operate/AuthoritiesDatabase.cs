using Ausweisstatus.Locations;
using Ausweisstatus.Storage;
using Marten;

namespace Ausweisstatus.Operate;

/// <summary>How the verbs of <c>ausweis authorities</c> reach the authorities: in the database that the host uses.</summary>
internal static class AuthoritiesDatabase
{
    /// <returns>The exit code of the verb; 1 with a sentence on <paramref name="error"/> where the database does not serve.</returns>
    public static async Task<int> UseAsync(DataDirectory data, TextWriter error, Func<IDocumentStore, Task> verb, CancellationToken cancellation)
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(data, "ausweis authorities", cancellation);
            await using var host = Build(database.ConnectionString);
            await verb(host.Services.GetRequiredService<IDocumentStore>());
            return 0;
        }
        catch (Exception e) when (DatabaseTrouble.Sentence(e) is { } sentence)
        {
            await error.WriteLineAsync(sentence);
        }

        return 1;
    }

    // What a verb prints is for people and scripts; no log comes between.
    private static WebApplication Build(string connectionString)
    {
        var builder = WebApplication.CreateBuilder([$"--ConnectionStrings:{StorageSetup.ConnectionName}={connectionString}"]);
        builder.Logging.ClearProviders();
        builder.AddStorage().AddLocations();
        return builder.Build();
    }
}
