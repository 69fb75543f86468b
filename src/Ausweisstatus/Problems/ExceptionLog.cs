using System.Collections.Concurrent;

namespace Ausweisstatus.Problems;

/// <summary>
/// What the log says of exceptions: their types and where they come from, never their messages, which may quote what a caller sent. Each
/// kind is told once a minute, with how many there were since, so that nobody can fill the log by sending the same thing again and again.
/// </summary>
internal sealed partial class ExceptionLog(ILogger<ExceptionLog> logger, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Kinds are places in code, so there are few; should that be wrong once, what is new is told as one kind.
    private const int MostKinds = 200;
    private const int LongestStack = 4_000;

    private readonly ConcurrentDictionary<string, Kind> kinds = new(StringComparer.Ordinal);

    /// <summary>The database is away; nobody's fault here.</summary>
    public void Outage(Exception exception)
    {
        if (Turn("outage") is { } untold)
        {
            Unreachable(Types(exception), untold);
        }
    }

    /// <summary>A fault of ours.</summary>
    public void Unexpected(Exception exception)
    {
        var types = Types(exception);
        if (Turn(types + Innermost(exception).StackTrace) is { } untold)
        {
            Fault(types, untold, Stack(exception));
        }
    }

    /// <returns>How many of this kind were not told since the last; null where this one is not told either.</returns>
    private long? Turn(string key) =>
        (kinds.TryGetValue(key, out var kind) ? kind : kinds.GetOrAdd(kinds.Count < MostKinds ? key : "", _ => new Kind())).Turn(clock);

    private static string Types(Exception exception) =>
        string.Join(" <- ", Chain(exception).Select(e => e is Npgsql.PostgresException p ? $"{e.GetType().Name} {p.SqlState}" : e.GetType().Name));

    private static string Stack(Exception exception)
    {
        var stack = string.Join("\n<- ", Chain(exception).Select(e => $"{e.GetType().FullName}\n{e.StackTrace}"));
        return stack.Length <= LongestStack ? stack : stack[..LongestStack] + " …";
    }

    private static Exception Innermost(Exception exception) => Chain(exception).Last();

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be reached or does not answer: {Exceptions} ({Untold} more since last told)")]
    private partial void Unreachable(string exceptions, long untold);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected {Exceptions} ({Untold} more since last told)\n{Stack}")]
    private partial void Fault(string exceptions, long untold, string stack);

    private sealed class Kind
    {
        private readonly Lock gate = new();
        private long? told;
        private long untold;

        public long? Turn(TimeProvider clock)
        {
            lock (gate)
            {
                if (told is { } last && clock.GetElapsedTime(last) < Pause)
                {
                    untold++;
                    return null;
                }

                told = clock.GetTimestamp();
                var since = untold;
                untold = 0;
                return since;
            }
        }
    }
}
