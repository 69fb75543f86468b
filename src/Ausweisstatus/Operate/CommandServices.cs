using Ausweisstatus.Access;
using Ausweisstatus.Locations;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Operate;

/// <summary>Services of the host for a verb that works beside it: on the same database, without a log and without listening.</summary>
internal static class CommandServices
{
    /// <param name="settings">Where the database is configured.</param>
    /// <param name="data">Where else it may run.</param>
    /// <param name="purpose">The verb, for others who want to use the same directory.</param>
    /// <param name="error">Is told a sentence where the database does not serve.</param>
    /// <param name="verb">Returns the exit code.</param>
    /// <param name="cancellation">Ends the search for the database.</param>
    public static async Task<int> UseAsync<TService>(
        IConfiguration settings, DataDirectory data, string purpose, TextWriter error, Func<TService, Task<int>> verb, CancellationToken cancellation)
        where TService : notnull
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(settings, data, purpose, cancellation);
            await using var host = Build(database.ConnectionString);
            return await verb(host.Services.GetRequiredService<TService>());
        }
        catch (Exception e) when (DatabaseErrors.SentenceFor(e) is { } sentence)
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
        builder.AddStorage().AddAccess().AddLocations();
        return builder.Build();
    }
}
