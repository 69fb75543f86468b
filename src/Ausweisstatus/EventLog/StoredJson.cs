using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>Reads all documents of a kind that are kept in memory, and tells cheaply whether any of them has changed.</summary>
internal static class StoredJson
{
    /// <summary>Another text whenever one of them was written, whoever wrote it and in whichever order the transactions ended.</summary>
    public static async Task<string?> FingerprintAsync(NpgsqlDataSource database, string alias, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select md5(coalesce(string_agg(id || mt_version::text, ',' order by id), '')) from {StorageSetup.Schema}.mt_doc_{alias}");
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

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
