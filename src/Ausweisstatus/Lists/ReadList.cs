using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Lists;

/// <summary>A page of a list of documents.</summary>
/// <param name="Documents">Those that wait longest first; of corrected ones the latest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last one.</param>
internal sealed record DocumentPage(IReadOnlyList<ListedDocument> Documents, string? Next);

/// <summary>What somebody asks to be listed, as they wrote it; all that is asked for has to hold.</summary>
internal sealed record ListQuery
{
    public string? Authority { get; init; }

    public string[] Stages { get; init; } = [];

    public string? Location { get; init; }

    public string? Anomaly { get; init; }

    public bool Overdue { get; init; }

    public bool Uncollected { get; init; }

    public bool Stuck { get; init; }

    public bool Corrected { get; init; }

    public string? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>Reads a list of documents for who may: says what is wrong with the question, or gives a page.</summary>
internal sealed class ReadList(ListDocuments documents, UsualStageTimes usual, TimeProvider clock)
{
    /// <summary>In place of an anomaly: whichever it is.</summary>
    public const string AnyAnomaly = "any";

    private const int MaxLimit = 500;
    private const int DaysBeforeTheEnd = 7;
    private const int DaysCorrected = 30;

    private static readonly Stage[] All = Enum.GetValues<Stage>();
    private static readonly Stage[] Open = [.. All.Where(stage => !stage.IsFinal())];
    private static readonly Stage[] Collectable = [Stage.ReadyForPickup, Stage.HeldAtBranch];

    /// <param name="query">What is asked.</param>
    /// <param name="may">Whether who asks may see documents of this authority.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Exactly one of the two.</returns>
    public async Task<(DocumentPage? Page, Problem? Problem)> ExecuteAsync(ListQuery query, Func<AuthorityId, bool> may, CancellationToken cancellation)
    {
        if (!AuthorityId.TryParse(query.Authority, null, out var authority))
        {
            return Wrong("authority", "is the name of an authority");
        }

        if (!may(authority))
        {
            return (null, Problem.ForeignAuthority);
        }

        if (!TryParseAll<Stage>(query.Stages, out var stages))
        {
            return Wrong("stage", "is a stage");
        }

        if (!TryParseAll<Anomaly>(query.Anomaly is null or AnyAnomaly ? [] : [query.Anomaly], out var anomalies))
        {
            return Wrong("anomaly", $"is an anomaly, or `{AnyAnomaly}`");
        }

        LocationId at = default;
        if (query.Location is not null && !LocationId.TryParse(query.Location, null, out at))
        {
            return Wrong("location", "is the name of a location");
        }

        if (query.Limit is < 1 or > MaxLimit)
        {
            return Wrong("limit", $"is 1 to {MaxLimit}");
        }

        var now = clock.GetUtcNow();
        var today = now.DayInBerlin();
        stages = stages.Length > 0 ? stages : query.Corrected ? All : Open;
        var filter = new DocumentFilter(
            authority,
            query.Uncollected ? [.. stages.Intersect(Collectable)] : stages,
            query.Location is null ? null : at,
            anomalies is [var one] ? one : null,
            query.Overdue ? today : null,
            query.Uncollected ? today.AddDays(DaysBeforeTheEnd) : null,
            query.Anomaly == AnyAnomaly,
            query.Stuck ? await StuckAsync(authority, stages, now, cancellation) : null,
            query.Corrected ? now.AddDays(-DaysCorrected) : null);
        ListPlace place = default;
        if (query.After is not null && !ListPlace.TryParse(query.After, filter.Order, out place))
        {
            return Wrong("after", "is `next` of the page before");
        }

        var page = await documents.ReadAsync(filter, query.After is null ? null : place, query.Limit, cancellation);
        return (new(page, page.Count == query.Limit ? ListPlace.Of(page[^1], filter.Order).ToString() : null), null);
    }

    private async Task<IReadOnlyList<StuckSince>> StuckAsync(AuthorityId authority, Stage[] stages, DateTimeOffset now, CancellationToken cancellation)
    {
        var names = stages.Select(stage => KebabCase.Of(stage)).ToHashSet();
        var times = await usual.OfAsync(authority, cancellation);
        return [.. times.Where(time => names.Contains(time.Stage)).Select(time => new StuckSince(time.Stage, time.Kind, now - time.Usual))];
    }

    private static (DocumentPage?, Problem?) Wrong(string field, string reason) => (null, Problem.InvalidRequest.WithFieldError(field, reason));

    private static bool TryParseAll<T>(string[] words, out T[] values) where T : struct, Enum
    {
        values = [.. Enum.GetValues<T>().Where(value => words.Contains(KebabCase.Of(value)))];
        return values.Length == words.Distinct().Count();
    }
}
