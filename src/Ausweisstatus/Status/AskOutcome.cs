using Ausweisstatus.Domain;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Status;

/// <summary>What asking with a code and a date of birth leads to. Unknown, wrong, reissued and paused are one and the same.</summary>
internal abstract record AskOutcome
{
    public sealed record Found(StatusAnswer Answer) : AskOutcome
    {
        /// <summary>Under what the document was found.</summary>
        internal Lookup Lookup { get; init; }

        /// <summary>What was found.</summary>
        internal Document? Document { get; init; }

        /// <summary>By which the device is known when it asks with this code again.</summary>
        public string? Device { get; init; }
    }

    public sealed record NotFound : AskOutcome;

    /// <summary>This caller has failed too often.</summary>
    public sealed record TooMany(TimeSpan RetryAfter) : AskOutcome
    {
        /// <summary>The same as an answer, with its header fields.</summary>
        internal Problem Problem { get; init; } = Problem.TooManyRequests.RetryAfter(RetryAfter);
    }
}
