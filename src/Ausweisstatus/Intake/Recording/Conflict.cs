using Npgsql;

namespace Ausweisstatus.Intake.Recording;

/// <summary>Tells apart why a commit failed. Marten wraps what PostgreSQL says.</summary>
internal static class Conflict
{
    /// <summary>Another transaction was faster; reading again and deciding again helps.</summary>
    public static bool IsLostRace(Exception problem) =>
        Find(problem)?.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>The database cannot be reached or goes down.</summary>
    public static bool IsOutage(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is TimeoutException or NpgsqlException { IsTransient: true })
            {
                return true;
            }
        }

        return false;
    }

    private static PostgresException? Find(Exception? problem)
    {
        while (problem is not null and not PostgresException)
        {
            problem = problem.InnerException;
        }

        return problem as PostgresException;
    }
}
