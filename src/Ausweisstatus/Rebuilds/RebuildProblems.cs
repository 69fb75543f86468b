using Ausweisstatus.Problems;

namespace Ausweisstatus.Rebuilds;

internal static class RebuildProblems
{
    public static readonly Problem UnderWay = new("rebuild-under-way", "A rebuild of this is under way.", 409);

    public static IReadOnlyList<Problem> All { get; } = [UnderWay];
}
