using System.Net;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.IntakeSingle;

/// <summary>The product, as a client meets it that sends whatever happens at once.</summary>
internal sealed class ProductSingles : IContender, IDisposable
{
    private const int AtOnce = IntakeSingleBenchmark.AtOnce;

    private readonly Installation installation;
    private readonly Sender sender;
    private readonly Stock<byte[]> stock;

    public ProductSingles(Installation installation)
    {
        this.installation = installation;
        sender = new Sender(new Uri(installation.Address, "/api/v1/events"), CloudEventText.One, AtOnce);
        var facts = new SingleFacts(AtOnce);
        stock = new Stock<byte[]>(AtOnce, 400, connection => CloudEventText.Of(facts.Next(connection)));
    }

    public string Description => "POST of one CloudEvent, 64 at a time";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        stock.Fill(duration);
        sender.Token = installation.TokenOf("print-shop");
        var sample = await Crew.WorkAsync(AtOnce, duration, StepAsync, cancellation);
        stock.Learn(sample.Value);
        return sample;

        async Task<int> StepAsync(int connection)
        {
            if (stock.Take(connection) is not { } fact)
            {
                return 0;
            }
            // 201 and nothing else: a duplicate would be answered with 200.
            await sender.PostAsync(fact, HttpStatusCode.Created, cancellation);
            return 1;
        }
    }

    public void Dispose() => sender.Dispose();
}
