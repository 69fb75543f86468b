using Ausweisstatus.Problems;

namespace Ausweisstatus.Support;

internal static class SupportProblems
{
    public static readonly Problem ReasonRequired =
        new("reason-required", "Say in X-Reason why the document is read, in 3 to 200 characters that can be read.", 400);

    public static readonly Problem NotKept =
        new("refused-fact-not-kept", "What was sent was too large to be kept, or is gone. Its sender has to send it again.", 409);

    public static IReadOnlyList<Problem> All { get; } = [ReasonRequired, NotKept];
}
