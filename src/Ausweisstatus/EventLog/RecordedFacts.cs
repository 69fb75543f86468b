using Ausweisstatus.Storage;

namespace Ausweisstatus.EventLog;

/// <summary>What is recorded, for conditions of statements on other tables.</summary>
internal static class RecordedFacts
{
    /// <summary>Whether a fact was recorded since, of whichever document, and told by this client.</summary>
    /// <param name="fact">A column with its id.</param>
    /// <param name="client">A column with the client.</param>
    /// <param name="since">A column with a time.</param>
    public static string Since(string fact, string client, string since) => $"""
        exists (select from {StorageSetup.Schema}.mt_events event where event.id = {fact} and event.user_name = {client} and event.timestamp >= {since})
        """;
}
