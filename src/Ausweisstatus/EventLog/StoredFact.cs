using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.EventLog;

/// <summary>The database holds a fact that this version cannot read. The message says which type, and holds nothing of the fact.</summary>
internal sealed class UnreadableFactException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A fact as a row of the events.</summary>
internal static class StoredFact
{
    /// <exception cref="UnreadableFactException">A name or a form that this version does not know: nothing is guessed.</exception>
    public static Fact Read(string type, byte[] data)
    {
        var known = FactType.Named(type) ?? throw new UnreadableFactException($"The database holds a fact '{type}', which this version does not know.");
        try
        {
            return FactJson.Read(data, known);
        }
        catch (JsonException problem)
        {
            throw new UnreadableFactException($"The database holds a fact '{type}' that this version cannot read.", problem);
        }
    }
}
