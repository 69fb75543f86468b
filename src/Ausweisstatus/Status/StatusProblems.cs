using Ausweisstatus.Problems;

namespace Ausweisstatus.Status;

/// <summary>Why a question gets no answer. Slugs are for ever; docs/api explains each.</summary>
internal static class StatusProblems
{
    public static readonly Problem ReferenceTypo = new("reference-typo", "The reference has a typo.", 400);

    /// <summary>Unknown, wrong, reissued and locked alike: nothing in it may differ from one question to the next.</summary>
    public static readonly Problem NotFound = new("not-found", "No document was found for this reference and date of birth.", 404);

    public static IReadOnlyList<Problem> All { get; } = [ReferenceTypo, NotFound];
}
