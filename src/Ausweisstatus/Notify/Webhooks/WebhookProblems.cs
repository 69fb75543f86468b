using Ausweisstatus.Problems;

namespace Ausweisstatus.Notify.Webhooks;

internal static class WebhookProblems
{
    public static readonly Problem TooMany = new("too-many-webhooks", "A client may have 100 webhooks.", 409);

    public static IReadOnlyList<Problem> All { get; } = [TooMany];
}
