using System.Globalization;
using System.Net.Mime;
using System.Text;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Microsoft.Net.Http.Headers;

namespace Ausweisstatus.Statistics;

/// <summary><c>GET /api/v1/processing-times</c>: how long documents take. For everybody, and for caches.</summary>
internal static class ProcessingTimesEndpoint
{
    public const string Path = "/api/v1/processing-times";
    public const string Csv = "csv";

    private static readonly CompositeFormat Line = CompositeFormat.Parse("{0},{1},{2:yyyy-MM-dd},{3:yyyy-MM-dd},{4},{5},{6},{7},{8},{9}\n");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ReadAsync)
            .ForEveryone()
            .WithTags("Processing times")
            .WithName("ReadProcessingTimes")
            .WithSummary("How long documents took from order to ready for collection")
            .WithDescription(
                $"By kind and week of readiness, of the last {PublishedTimes.WeeksShown} weeks. Where fewer than {PublishedPeriods.Smallest} documents became ready, weeks are put "
                + "together until there are as many. What was published does not change. As CSV with `format=csv` or `Accept: text/csv`.")
            .Produces<ProcessingTimesAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv);

    /// <param name="context">Of the request.</param>
    /// <param name="times">What is published.</param>
    /// <param name="authority">Of this authority, e.g. `berlin-mitte`; of all together where none is named.</param>
    /// <param name="kind">Of this kind only, e.g. `passport`.</param>
    /// <param name="format">`csv`, or nothing for JSON.</param>
    private static async Task<IResult> ReadAsync(HttpContext context, PublishedTimes times, string? authority = null, string? kind = null, string? format = null)
    {
        var published = await times.OfAsync(authority, context.RequestAborted);
        IReadOnlyList<ProcessingTime> chosen = [.. published.Where(time => kind is null || time.Kind == kind)];
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (format == Csv || context.Request.GetTypedHeaders().Accept.Any(wish => wish.MediaType == MediaTypeNames.Text.Csv))
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"processing-times.csv\"";
            return Results.Text(AsCsv(chosen), "text/csv; header=present", Encoding.UTF8);
        }

        return new JsonAnswer<ProcessingTimesAnswer>(new()
        {
            GoalDays = ProcessingTime.GoalDays,
            Smallest = PublishedPeriods.Smallest,
            Authority = chosen.Count > 0 ? authority : null,
            Authorities = await times.AuthoritiesAsync(context.RequestAborted),
            Times = [.. chosen.Select(PublishedPeriod.Of)],
        });
    }

    // Names of authorities and kinds are letters, digits and hyphens: nothing has to be quoted.
    private static string AsCsv(IReadOnlyList<ProcessingTime> times)
    {
        var csv = new StringBuilder("authority,kind,from,to,cases,median,eightyPercent,withinGoal,open,openLonger\n");
        foreach (var time in times)
        {
            csv.AppendFormat(
                CultureInfo.InvariantCulture, Line, time.Authority, time.Kind, time.Since, time.LastDay, time.Cases, time.Median, time.EightyPercent, time.PercentInTime,
                time.Open, time.OpenLonger);
        }

        return csv.ToString();
    }
}

/// <summary>How long documents took.</summary>
internal sealed record ProcessingTimesAnswer
{
    /// <summary>Within how many days of the calendar a document should be ready.</summary>
    public required int GoalDays { get; init; }

    /// <summary>Nothing is said about fewer documents than these.</summary>
    public required int Smallest { get; init; }

    /// <summary>Whose; null for all together, and where there is nothing.</summary>
    public string? Authority { get; init; }

    /// <summary>All that can be asked for.</summary>
    public required IReadOnlyList<string> Authorities { get; init; }

    /// <summary>By kind, oldest first.</summary>
    public required IReadOnlyList<PublishedPeriod> Times { get; init; }
}

/// <summary>Documents of a kind that became ready from one day to another.</summary>
internal sealed record PublishedPeriod
{
    public required string Kind { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>How many.</summary>
    public required int Cases { get; init; }

    /// <summary>Within how many working days half of them were ready.</summary>
    public required int Median { get; init; }

    /// <summary>Within how many working days eight of ten were.</summary>
    public required int EightyPercent { get; init; }

    /// <summary>How many of a hundred were ready within the goal.</summary>
    public required int WithinGoal { get; init; }

    /// <summary>How many others were not ready when this was published, in tens; only beside the newest week, null for fewer than ten.</summary>
    public int? Open { get; init; }

    /// <summary>How many of these had waited longer than the goal.</summary>
    public int? OpenLonger { get; init; }

    public static PublishedPeriod Of(ProcessingTime time) => new()
    {
        Kind = time.Kind,
        From = time.Since,
        To = time.LastDay,
        Cases = time.Cases,
        Median = time.Median,
        EightyPercent = time.EightyPercent,
        WithinGoal = time.PercentInTime,
        Open = time.Open,
        OpenLonger = time.OpenLonger,
    };
}
