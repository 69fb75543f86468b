using Ausweisstatus.Domain;

namespace Ausweisstatus.Support;

/// <summary>A document as a search shows it.</summary>
/// <param name="Id">Of the document.</param>
/// <param name="Authority">Whose it is.</param>
/// <param name="Order">The authority's number of the order.</param>
/// <param name="Kind">Null while nobody said.</param>
/// <param name="Stage">As in the answer to a citizen; null where every fact was taken back.</param>
/// <param name="Since">When it entered that stage.</param>
/// <param name="Anomalies">What staff should look at.</param>
internal sealed record FoundDocument(Guid Id, string Authority, string Order, string? Kind, string? Stage, DateTimeOffset? Since, string[] Anomalies)
{
    public static FoundDocument Of(Document document)
    {
        var now = document.Columns;
        return new(document.Id, document.Authority.ToString(), document.Order.ToString(), now.Kind, now.Stage, now.Since, now.Anomalies);
    }
}

/// <summary>A document as staff read it. Without its holder: nothing here says who that is.</summary>
/// <param name="Id">Of the document.</param>
/// <param name="Authority">Whose it is.</param>
/// <param name="Order">The authority's number of the order.</param>
/// <param name="Kind">Null while nobody said.</param>
/// <param name="Stage">As in the answer to a citizen; null where every fact was taken back.</param>
/// <param name="Since">When it entered that stage.</param>
/// <param name="Delivery">Which way it is to be handed over.</param>
/// <param name="Location">Where it is or goes to.</param>
/// <param name="LastHeard">When the last fact that counts happened.</param>
/// <param name="HeldUntil">Until when it is held for collection.</param>
/// <param name="OverdueFrom">The first day on which it is overdue, if nothing happens before.</param>
/// <param name="Anomalies">What staff should look at.</param>
/// <param name="Run">How often its production began anew.</param>
/// <param name="Facts">How many are known of it, those that were taken back included.</param>
internal sealed record StaffDocument(
    Guid Id, string Authority, string Order, string? Kind, string? Stage, DateTimeOffset? Since, string? Delivery, string? Location,
    DateTimeOffset? LastHeard, DateOnly? HeldUntil, DateOnly? OverdueFrom, string[] Anomalies, int Run, int Facts)
{
    public static StaffDocument Of(Document document) => Of(document, document.Columns, document.Facts.Length);

    /// <summary>With a status that may be another than follows from its facts.</summary>
    public static StaffDocument Of(Document document, StatusColumns status, int facts) => new(
        document.Id, document.Authority.ToString(), document.Order.ToString(), status.Kind, status.Stage, status.Since, status.Delivery, status.Location,
        status.LastHeard, status.HeldUntil, status.OverdueFrom, status.Anomalies, status.Run, facts);
}
