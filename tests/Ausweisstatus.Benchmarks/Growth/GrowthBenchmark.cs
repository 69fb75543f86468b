using System.Globalization;
using Ausweisstatus.Benchmarks.IntakeBatch;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Rebuild;
using Ausweisstatus.Benchmarks.Stage;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Growth;

/// <summary>What an operation costs with ten, a hundred, a thousand times as many facts in the database.</summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    private const int Smallest = 10_000;
    private const string Goal = "≤ 1.3";

    // The host's own data are in it too; a table is what its rows, indexes and long values take.
    private const string Size = """
        select sum(pg_total_relation_size(oid))::float8 / greatest((select count(*) from ausweisstatus.mt_events), 1)
        from pg_class where relnamespace = 'ausweisstatus'::regnamespace and relkind = 'r'
        """;

    public string Name => "growth";

    public bool HasVariants => false;

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        var program = await settings.Programs.ProductAsync(cancellation);
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        await using var database = NpgsqlDataSource.Create(installation.Database);
        var stories = new Stories(installation.Keys);
        using var intake = new ProductBatches(installation);
        using var lookup = new AskStories(installation, stories);
        var asOf = new AsOf(installation);
        (string What, IContender Contender)[] operations = [("lookup", lookup), ("as-of fold", asOf), ("intake of a fact", intake)];

        var there = 0;
        Dictionary<string, double> smallest = [];
        List<Figure> figures = [];
        List<Sample> worst = [];
        for (var facts = Smallest; facts <= Math.Max(Smallest, settings.GrowTo); facts *= 10)
        {
            var documents = facts / Stories.FactsOfEach;
            await new StoredStories(stories, installation.DatabaseForSuperuser).FillAsync(documents, there, cancellation);
            figures.AddRange(await RebuildAsync(program, installation, facts, cancellation));
            there = lookup.Documents = asOf.Documents = documents;
            figures.Add(new Figure(At("on disk for a fact", facts), await SizeAsync(database, cancellation), "bytes"));
            // Code gets faster while it runs: the smallest must not pay for that alone.
            if (smallest.Count == 0)
            {
                foreach (var (_, contender) in operations.SkipLast(1))
                {
                    await RateAsync(contender, settings, cancellation);
                }
            }

            foreach (var (what, contender) in operations)
            {
                var cost = 1_000_000 / await RateAsync(contender, settings, cancellation);
                var grown = cost / (smallest.TryAdd(what, cost) ? cost : smallest[what]);
                worst.Add(new Sample(grown));
                figures.Add(new Figure(At(what, facts), cost, "µs"));
                figures.Add(new Figure(At($"{what}, to the smallest", facts), grown, "×", Goal));
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"growth: {At(what, facts)}: {cost:n0} µs, {grown:0.00} ×"));
            }

            figures.Add(new Figure(At("memory of host and load generator", facts), GC.GetTotalMemory(forceFullCollection: true) / 1e6, "MB"));
        }

        return new Result(Name, "× the cost at 10,000 facts, the highest of all", new Goal(null, null) { AtMost = true }, new Measured("lookup, as-of fold, intake", [worst.MaxBy(one => one.Value)!]))
        {
            Figures = figures,
        };
    }

    // The read model of what was filled in comes from here.
    private static async Task<IEnumerable<Figure>> RebuildAsync(string program, Installation installation, int facts, CancellationToken cancellation)
    {
        await using var rebuild = new RebuildProcess(program, installation);
        var rate = new Figure(At("rebuild", facts), (await rebuild.MeasureAsync(default, cancellation)).Value, "facts/s");
        return rebuild.PeakMemory is { } memory ? [rate, new Figure(At("memory of the rebuild, at most", facts), memory, "MB", "≤ 512")] : [rate];
    }

    // The median of the rounds; the first warms up.
    private static async Task<double> RateAsync(IContender contender, Settings settings, CancellationToken cancellation)
    {
        List<double> rates = [];
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var sample = await contender.MeasureAsync(settings.Duration, cancellation);
            if (round > 0)
            {
                rates.Add(sample.Value);
            }
        }

        return Median.Of(rates);
    }

    private static string At(string what, int facts) => string.Create(CultureInfo.InvariantCulture, $"{what}, {facts:n0} facts");

    private static async Task<double> SizeAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Size);
        command.CommandTimeout = 0;
        return (double)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
