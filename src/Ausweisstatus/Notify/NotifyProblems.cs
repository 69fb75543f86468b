using Ausweisstatus.Problems;

namespace Ausweisstatus.Notify;

internal static class NotifyProblems
{
    public static readonly Problem TooManyWebhooks = new("too-many-webhooks", "A client may have 100 webhooks.", 409);
    public static readonly Problem CursorExpired = new("cursor-expired", "What follows this position of the feed is not kept any more.", 410);

    public static IReadOnlyList<Problem> All { get; } = [TooManyWebhooks, CursorExpired];
}
