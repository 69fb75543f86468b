using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;

namespace Ausweisstatus.Storage;

/// <summary>
/// Reads all documents of a kind that are kept in memory. In SQL, because they are read before the first request is answered, and the store
/// would have to be built for it.
/// </summary>
internal static class StoredJson
{
    /// <param name="database">Where they are.</param>
    /// <param name="alias">What the store calls them.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataSource database, string alias, CancellationToken cancellation)
    {
        var json = (JsonTypeInfo<T>)FactJson.Options.GetTypeInfo(typeof(T));
        await using var command = database.CreateCommand($"select data from {StorageSetup.Schema}.mt_doc_{alias}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> all = [];
        while (await reader.ReadAsync(cancellation))
        {
            all.Add(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), json) ?? throw new JsonException());
        }

        return all;
    }
}
