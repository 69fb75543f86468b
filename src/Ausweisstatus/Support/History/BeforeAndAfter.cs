using Ausweisstatus.Status;

namespace Ausweisstatus.Support.History;

/// <summary>What the holder of a document reads before and after a fact is recorded.</summary>
/// <param name="Document">Its id.</param>
/// <param name="Before">Null where nothing leads to it.</param>
/// <param name="After">Null where nothing leads to it.</param>
/// <param name="Differences">What reads differently, member by member.</param>
internal sealed record BeforeAndAfter(Guid Document, StatusAnswer? Before, StatusAnswer? After, IReadOnlyList<Difference> Differences);
