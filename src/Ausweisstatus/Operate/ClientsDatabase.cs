using Ausweisstatus.Access;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Operate;

/// <summary>How the verbs of <c>ausweis clients</c> reach the registry: in the database that the host uses.</summary>
internal static class ClientsDatabase
{
    /// <returns>The exit code of the verb; 1 with a sentence on <paramref name="error"/> where the database does not serve.</returns>
    public static async Task<int> UseAsync(
        DataDirectory data, TextWriter error, Func<ClientRegistry, Task<int>> verb, CancellationToken cancellation)
    {
        try
        {
            await using var database = await DatabaseForCommand.OpenAsync(data, "ausweis clients", cancellation);
            await using var host = Build(database.ConnectionString);
            return await verb(host.Services.GetRequiredService<ClientRegistry>());
        }
        catch (Exception e) when (DatabaseTrouble.Sentence(e) is { } sentence)
        {
            await error.WriteLineAsync(sentence);
        }
        return 1;
    }

    private static WebApplication Build(string connectionString)
    {
        var builder = WebApplication.CreateBuilder([$"--ConnectionStrings:{StorageSetup.ConnectionName}={connectionString}"]);
        builder.Logging.ClearProviders();
        builder.AddStorage().AddAccess();
        return builder.Build();
    }
}
