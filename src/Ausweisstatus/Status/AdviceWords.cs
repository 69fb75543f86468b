using Ausweisstatus.Domain;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Status;

/// <summary>
/// What is good to know in a case that is not everybody's. The catalogue says which a kind has; the stage says whether it is the moment for it.
/// </summary>
internal static class AdviceWords
{
    /// <summary>Somebody else collects the document. There is a form for it.</summary>
    public const string Proxy = "proxy";

    private static readonly string[] WhenReady = [Proxy, "child", "old-lost", "online-id"];

    public static IReadOnlyList<Advice> Of(KindEntry? kind, Domain.Status status, bool over, Language language)
    {
        var now = status switch
        {
            { Stage: Stage.ReadyForPickup } when !over => WhenReady,
            { Stage: Stage.ActionNeeded, ReturnReason: ReturnReason.Photo } => ["photo"],
            { Stage: Stage.ActionNeeded, ReturnReason: ReturnReason.Fee } => ["fee"],
            { Stage: Stage.Lost } => ["online-id-lost"],
            _ => [],
        };
        return kind?.Advice is { Count: > 0 } has && now.Length > 0
            ? [.. now.Where(has.Contains).Select(code => new Advice(code, language[$"advice.{code}.title"], language[$"advice.{code}"]))]
            : [];
    }
}
