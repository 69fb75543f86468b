using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lists;

/// <summary>Reads one page after the other of every list, over HTTP.</summary>
internal sealed class Pages(Installation installation) : IContender, IDisposable
{
    public static readonly string[] Lists =
    [
        "limit=50", "stage=in-production", "stage=ready-for-pickup&stage=at-office", $"location={ListedRows.Location}", "location=office-3&stage=ready-for-pickup",
        "overdue=true", "overdue=true&stage=shipped", "anomaly=not-registered", "anomaly=second-outcome", "uncollected=true",
    ];

    private readonly HttpClient http = new() { BaseAddress = installation.Address };
    private readonly Dictionary<string, string> next = [];
    private int turn;

    public string Description => $"GET /api/v1/operations/documents, {Lists.Length} lists in turns, one page at a time";

    public Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation) => Crew.WorkAsync(1, duration, async _ =>
    {
        await ReadPageAsync(Lists[turn++ % Lists.Length], cancellation);
        return 1;
    }, cancellation);

    /// <summary>How many milliseconds each page took.</summary>
    public async Task<List<double>> ReadAsync(string list, int pages, CancellationToken cancellation)
    {
        List<double> times = [];
        for (var page = 0; page < pages; page++)
        {
            var began = Stopwatch.GetTimestamp();
            await ReadPageAsync(list, cancellation);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    public void Dispose() => http.Dispose();

    private async Task ReadPageAsync(string list, CancellationToken cancellation)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", installation.TokenOf("operator"));
        var after = next.GetValueOrDefault(list, "");
        using var answer = await http.GetAsync(
            new Uri($"/api/v1/operations/documents?authority={ListedRows.Authority}&{list}{after}", UriKind.Relative), cancellation);
        var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!;
        if (answer.StatusCode != HttpStatusCode.OK || (after.Length == 0 && page["documents"]!.AsArray().Count == 0))
        {
            throw new BenchmarkFailedException($"The list {list} answered {(int)answer.StatusCode} or nothing; nothing is measured.");
        }

        // From the beginning again behind the last page.
        next[list] = (string?)page["next"] is { } place ? $"&after={place}" : "";
    }
}
