using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills;

/// <summary>
/// Something that goes wrong on purpose, and what must hold all the same. The tests do each for a moment, <c>./ausweis bench drill-…</c> for
/// as long as one likes.
/// </summary>
internal interface IDrill
{
    /// <summary>Begins with <c>drill-</c>.</summary>
    string Name { get; }

    /// <summary>What is done and what must hold, in half a sentence.</summary>
    string Shows { get; }

    /// <param name="server">A PostgreSQL that may be stopped and killed. The drill makes an installation of its own in it.</param>
    /// <param name="duration">How long it goes on; everything is done once at least.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What was seen, as sentences.</returns>
    /// <exception cref="DrillFailedException">Something did not hold.</exception>
    Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation);
}

/// <summary>Something did not hold; the message says what.</summary>
internal sealed class DrillFailedException(string message) : Exception(message);

/// <summary>All drills there are.</summary>
internal static class AllDrills
{
    public static readonly IReadOnlyList<IDrill> List = [new KillDrill(), new PauseDrill(), new TwoNodesDrill(), new TakeoverDrill(), new GuessDrill(), new TimingDrill(), new FuzzDrill(), new TellDrill()];
}
