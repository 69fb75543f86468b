using Npgsql;

namespace Ausweisstatus.Notify;

/// <summary>Short ways to ask and to read.</summary>
internal static class Sql
{
    /// <summary>A command with values for <c>$1</c>, <c>$2</c> and so on.</summary>
    public static NpgsqlCommand CreateCommand(this NpgsqlDataSource database, string sql, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }

    public static string? TextAt(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset? TimeAt(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
