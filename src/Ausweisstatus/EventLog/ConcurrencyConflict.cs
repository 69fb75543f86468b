using Npgsql;

namespace Ausweisstatus.EventLog;

internal static class ConcurrencyConflict
{
    /// <summary>Another transaction was faster; reading again and deciding again helps.</summary>
    public static bool IsConcurrencyConflict(this Exception problem)
    {
        // Marten wraps what PostgreSQL says.
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure })
            {
                return true;
            }
        }

        return false;
    }
}
