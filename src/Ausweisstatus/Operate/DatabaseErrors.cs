using Ausweisstatus.Problems;
using Npgsql;

namespace Ausweisstatus.Operate;

/// <summary>What a verb says where the database does not serve.</summary>
internal static class DatabaseErrors
{
    /// <returns>A sentence for the operator; null where the failure is another one, and a bug.</returns>
    public static string? SentenceFor(Exception problem) => problem.GetBaseException() switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => "The database has no tables yet. First: ausweis migrate",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The role of the connection string may not do that. Give that of the database's owner in ConnectionStrings__AusweisstatusOwner.",
        _ when problem.IsDatabaseUnavailable() => "The database cannot be reached. Is it running, and is ConnectionStrings__Ausweisstatus right?",
        _ => null,
    };
}
