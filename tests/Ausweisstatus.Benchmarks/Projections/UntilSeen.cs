using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.Domain;
using static Ausweisstatus.Statistics.StatisticsSetup;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Projections;

/// <summary>Posts facts at a steady pace, each of a document of its own, and looks when both read models have seen each.</summary>
internal sealed class UntilSeen(Installation installation) : IAsyncDisposable
{
    private const int Together = 10;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private const string Seen = """
        select document from unnest($1, $2) as posted (tenant_id, document)
        join ausweisstatus.followed_streams seen using (tenant_id, document)
        where seen.read_model = any($3) group by document having count(*) = 2
        """;

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(installation.DatabaseForSuperuser);
    private readonly Sender sender = new(new Uri(installation.Address, "/api/v1/events"), CloudEventText.One, 32);
    private readonly ConcurrentDictionary<Guid, (string Authority, long AnsweredAt)> waiting = [];
    private readonly List<double> milliseconds = [];

    /// <returns>How long each fact took from its 201, in milliseconds, shortest first.</returns>
    public async Task<double[]> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        sender.Token = installation.TokenOf("print-shop");
        using var over = new CancellationTokenSource();
        var looking = LookAsync(over.Token, cancellation);
        List<Task> posts = [];
        using var timer = new PeriodicTimer(Every);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration; await timer.WaitForNextTickAsync(cancellation))
        {
            posts.AddRange(Enumerable.Range(0, Together).Select(_ => PostAsync(cancellation)));
        }

        await Task.WhenAll(posts);
        await over.CancelAsync();
        await looking;
        return [.. milliseconds.Order()];
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await database.DisposeAsync();
    }

    private async Task PostAsync(CancellationToken cancellation)
    {
        var fact = new FeedFact(
            Stories.Authorities[0], OrderNumber.Parse($"U-{Guid.NewGuid():n}"), "production-started", DateTimeOffset.UtcNow, $"{Guid.NewGuid():n}", Begins: true, Version: 1);
        await sender.PostAsync(CloudEventText.Of(fact), HttpStatusCode.Created, cancellation);
        waiting[fact.Document] = ($"{fact.Authority}", Stopwatch.GetTimestamp());
    }

    // Until all are posted and none waits.
    private async Task LookAsync(CancellationToken over, CancellationToken cancellation)
    {
        while (!over.IsCancellationRequested || !waiting.IsEmpty)
        {
            var some = waiting.ToArray();
            await using var command = database.CreateCommand(Seen);
            command.Parameters.AddWithValue(some.Select(one => one.Value.Authority).ToArray());
            command.Parameters.AddWithValue(some.Select(one => one.Key).ToArray());
            command.Parameters.AddWithValue(ReadModels);
            await using (var reader = await command.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                {
                    if (waiting.TryRemove(reader.GetGuid(0), out var posted))
                    {
                        milliseconds.Add(Stopwatch.GetElapsedTime(posted.AnsweredAt).TotalMilliseconds);
                    }
                }
            }

            await Task.Delay(LookEvery, cancellation);
        }
    }
}
