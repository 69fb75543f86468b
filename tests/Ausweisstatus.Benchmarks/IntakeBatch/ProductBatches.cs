using System.Net;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>The product, as a print shop meets it.</summary>
internal sealed class ProductBatches : IContender, IDisposable
{
    private const int BatchSize = IntakeBatchBenchmark.BatchSize;
    private const int Connections = IntakeBatchBenchmark.Connections;
    private static readonly byte[] AllAccepted = [.. "\"accepted\":500,"u8];

    private readonly Installation installation;
    private readonly Sender sender;
    private readonly Stock<byte[]> stock;

    public ProductBatches(Installation installation)
    {
        this.installation = installation;
        sender = new Sender(new Uri(installation.Address, "/api/v1/events"), CloudEventText.Many, Connections);
        PrintShopFeed[] feeds = [.. Enumerable.Range(0, Connections).Select(connection => new PrintShopFeed(connection))];
        stock = new Stock<byte[]>(Connections, 40, connection => CloudEventText.Of(feeds[connection].NextBatch(BatchSize)));
    }

    public string Description => "POST of 500 CloudEvents, 4 connections";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        stock.Fill(duration);
        sender.Token = installation.TokenOf("print-shop");
        var sample = await Crew.WorkAsync(Connections, duration, StepAsync, cancellation);
        stock.Learn(sample.Value / BatchSize);
        return sample;

        async Task<int> StepAsync(int connection)
        {
            if (stock.Take(connection) is not { } batch)
            {
                return 0;
            }

            var answer = await sender.PostAsync(batch, HttpStatusCode.OK, cancellation);
            return answer.AsSpan().IndexOf(AllAccepted) >= 0
                ? BatchSize
                : throw new BenchmarkFailedException("The product did not accept every fact of a batch; nothing is measured.");
        }
    }

    public void Dispose() => sender.Dispose();
}
