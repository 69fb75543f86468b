namespace Ausweisstatus.Domain;

/// <summary>
/// What is stored of a status beside the facts, so that lists can be read from the database without folding. Words as they are written
/// everywhere, e.g. <c>ready-for-pickup</c>.
/// </summary>
/// <param name="LastHeard">When the last fact that counts happened.</param>
/// <param name="HeldUntil">Until when it is held for collection.</param>
/// <param name="OverdueFrom">The first day on which it is overdue, if nothing happens before.</param>
/// <param name="Anomalies">None that depends on what the authority told us about its offices.</param>
public sealed record StatusColumns(
    string? Stage,
    DateTimeOffset? Since,
    string? Kind,
    string? Delivery,
    string? Location,
    DateTimeOffset? LastHeard,
    DateOnly? HeldUntil,
    DateOnly? OverdueFrom,
    string[] Anomalies,
    int Run)
{
    public static StatusColumns Of(Status status) => new(
        WordOf(status.Stage),
        status.Since,
        status.Kind?.ToString(),
        WordOf(status.Delivery),
        status.Location?.ToString(),
        status.LastHeard,
        status.HeldUntil,
        Lateness.OverdueFrom(status),
        [.. status.Anomalies.Select(anomaly => KebabCase.Of(anomaly))],
        status.Run);

    private static string? WordOf<T>(T? value) where T : struct, Enum => value is { } known ? KebabCase.Of(known) : null;
}
