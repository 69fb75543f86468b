using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>How long and how much is measured.</summary>
/// <param name="Rounds">After one round to warm up, which does not count.</param>
/// <param name="Duration">Of each measurement.</param>
/// <param name="Documents">In the database when statuses are looked up.</param>
/// <param name="Facts">In the database when it is rebuilt.</param>
/// <param name="GrowTo">In the database at the end of growth.</param>
/// <param name="Variants">In which the product is compared with itself; empty where it is compared with limits and peer.</param>
/// <param name="Programs">Published once for all benchmarks.</param>
internal sealed record Settings(
    int Rounds, TimeSpan Duration, int Documents, int Facts, int GrowTo, IReadOnlyList<Variant> Variants, PublishedPrograms Programs)
{
    private const int WarmUpAsLongAs = 4;

    /// <summary>How long each contender works at least before anything counts.</summary>
    public TimeSpan WarmUp => Duration * WarmUpAsLongAs;
}
