using Ausweisstatus.Problems;

namespace Ausweisstatus.Status;

/// <summary>Why a question gets no answer. Slugs are for ever; docs/api explains each.</summary>
internal static class StatusProblems
{
    public static readonly Problem ReferenceTypo = new("reference-typo", "The reference has a typo.", 400);

    /// <summary>Unknown, wrong, reissued and paused alike: nothing in it may differ from one question to the next.</summary>
    public static readonly Problem NotFound = new("not-found", "No document was found for this reference and date of birth.", 404);

    /// <summary>None, one that was made up, one whose time is over, and one whose key was taken out of use alike.</summary>
    public static readonly Problem WatchTokenInvalid =
        new Problem("watch-token-invalid", "A valid watch token is needed.", 401).With("WWW-Authenticate", "Watch-Token");

    public static IReadOnlyList<Problem> All { get; } = [ReferenceTypo, NotFound, WatchTokenInvalid];
}
