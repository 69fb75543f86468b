using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Access;

/// <summary>How the verbs of <c>ausweis clients</c> reach the database: configured exactly as the host is.</summary>
internal static class ClientsDatabase
{
    /// <returns>The exit code of the verb; 1 with a sentence on <paramref name="error"/> where the database is not there.</returns>
    public static async Task<int> UseAsync(TextWriter error, Func<ClientRegistry, Task<int>> verb)
    {
        try
        {
            await using var host = Open();
            return await verb(host.Services.GetRequiredService<ClientRegistry>());
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            await error.WriteLineAsync("The database has no tables yet. First: ausweis migrate");
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            await error.WriteLineAsync("The database cannot be reached. Is it running, and is ConnectionStrings__Ausweisstatus right?");
        }
        catch (InvalidOperationException e) when (e.Message.Contains(StorageSetup.ConnectionName, StringComparison.Ordinal))
        {
            await error.WriteLineAsync(e.Message);
        }
        return 1;
    }

    private static WebApplication Open()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.AddStorage().AddAccess();
        return builder.Build();
    }
}
