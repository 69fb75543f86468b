using Npgsql;

namespace Ausweisstatus.Problems;

/// <summary>Tells a database that cannot be reached or cannot answer now from a bug.</summary>
internal static class DatabaseExceptions
{
    // What a server says while it goes down, comes up, or has become a standby.
    private static readonly HashSet<string> States =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow,
        PostgresErrorCodes.ReadOnlySqlTransaction,
    ];

    public static bool IsDatabaseUnavailable(this Exception exception) => exception switch
    {
        PostgresException { IsTransient: false } postgres => States.Contains(postgres.SqlState),
        NpgsqlException { IsTransient: true } => true,
        TimeoutException => true,
        AggregateException many => many.InnerExceptions.Any(IsDatabaseUnavailable),
        { InnerException: { } inner } => inner.IsDatabaseUnavailable(),
        _ => false,
    };
}
