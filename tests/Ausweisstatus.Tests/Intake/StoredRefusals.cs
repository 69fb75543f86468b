using System.Text.Json;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Storage;
using Npgsql;
using Shouldly;

namespace Ausweisstatus.Tests.Intake;

/// <summary>Refused facts as they lie in the database.</summary>
internal sealed class StoredRefusals(string connectionString)
{
    /// <summary>The one that was kept of an event.</summary>
    /// <param name="member">Of its envelope.</param>
    /// <param name="value">That it has there.</param>
    public async Task<(string Problem, RefusedEnvelope Told)> OneAsync(string member, string value)
    {
        var rows = await RowsAsync("select problem, told from ausweisstatus.refused_facts where told ->> $1 = $2", member, value);
        var row = rows.ShouldHaveSingleItem();
        return ((string)row[0]!, JsonSerializer.Deserialize<RefusedEnvelope>((string)row[1]!, FactJson.Options)!);
    }

    public async Task<List<object?[]>> RowsAsync(string sql, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await using var reader = await command.ExecuteReaderAsync();
        List<object?[]> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }

        return rows;
    }
}
