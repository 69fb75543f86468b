using Ausweisstatus.Domain;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Status;

/// <summary>Answers the one question of a citizen: where is my document?</summary>
public interface IAskStatus
{
    /// <param name="reference">The code as it was typed.</param>
    /// <param name="dateOfBirth">The second thing only the holder knows.</param>
    /// <param name="asker">Who asks; for throttling only.</param>
    /// <param name="language">The language of the answer, e.g. <c>de</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<AskOutcome> AskAsync(string? reference, DateOfBirth dateOfBirth, Asker asker, string language, CancellationToken cancellation);
}
