using System.CommandLine;
using System.CommandLine.Parsing;
using Ausweisstatus.Benchmarks.Expected;
using Ausweisstatus.Benchmarks.Freshness;
using Ausweisstatus.Benchmarks.Growth;
using Ausweisstatus.Benchmarks.IntakeBatch;
using Ausweisstatus.Benchmarks.IntakeSingle;
using Ausweisstatus.Benchmarks.Lists;
using Ausweisstatus.Benchmarks.Lookup;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Projections;
using Ausweisstatus.Benchmarks.Rebuild;
using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.Benchmarks.Start;
using Ausweisstatus.Drills;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Embedded;
using Spectre.Console;

namespace Ausweisstatus.Benchmarks;

/// <summary><c>./ausweis bench [NAME] [--json]</c>: a benchmark, or a drill for as long as one likes.</summary>
internal static class BenchCommand
{
    private const int Interrupted = 130;

    private static readonly IBenchmark[] All =
        [new IntakeBatchBenchmark(), new IntakeSingleBenchmark(), new LookupBenchmark(), new PageBenchmark(), new ListsBenchmark(), new FreshnessBenchmark(), new RebuildBenchmark(), new ProjectionsBenchmark(), new StartBenchmark(), new GrowthBenchmark(), new ExpectedBenchmark()];

    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        // PostgreSQL shuts down in order and its directory is removed.
        ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await Create().Parse(args).InvokeAsync(Invocation);
        }
        catch (Exception problem) when (problem is BenchmarkFailedException or DrillFailedException or EmbeddedPostgresException)
        {
            await Console.Error.WriteLineAsync($"ausweis: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static RootCommand Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = $"A benchmark: {Names} (default: all of these). Or a drill:\n{Drills}" };
        var json = new Option<bool>("--json") { Description = "One line of JSON a benchmark instead of tables." };
        var rounds = Number("--rounds", 5, "Rounds that count, after one to warm up.");
        var seconds = Number("--seconds", 3, "Length of each measurement.");
        var documents = Number("--documents", 200_000, "Documents among which lookup looks and of which lists are made.");
        var facts = Number("--facts", 200_000, "Facts from which rebuild rebuilds, and which projections see.");
        var minutes = Number("--minutes", 10, "How long a drill goes on.");
        var growTo = Number("--grow-to", 1_000_000, "Facts up to which growth grows, from 10,000 by tens.");
        var variants = new Option<Variant[]>("--variant")
        {
            HelpName = "NAME=SQL",
            DefaultValueFactory = _ => [],
            CustomParser = VariantsOf,
            Description = "Several times: compare the product with itself instead. Before each turn a superuser runs its SQL; the first is what the others are compared with.",
        };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var wanted }] && All.All(one => one.Name != wanted) && DrillNamed(wanted) is null)
            {
                result.AddError($"There is no benchmark and no drill '{wanted}'. There are: {Names}, {string.Join(", ", AllDrills.List.Select(drill => drill.Name))}.");
            }
        });

        var command = new RootCommand("Measures the product beside the limit of the machine and beside a peer, in turns.") { name, json, rounds, seconds, documents, facts, growTo, minutes, variants };
        command.SetAction((parsed, cancellation) => DrillNamed(parsed.GetValue(name)) is { } drill
            ? DrillAsync(drill, TimeSpan.FromMinutes(parsed.GetValue(minutes)), cancellation)
            : MeasureAsync(
                All.Where(one => parsed.GetValue(name) is not { } wanted || one.Name == wanted),
                programs => new Settings(
                    parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(documents), parsed.GetValue(facts), parsed.GetValue(growTo),
                    parsed.GetValue(variants)!, programs),
                parsed.GetValue(json),
                cancellation));
        return command;
    }

    private static string Names => string.Join(", ", All.Select(one => one.Name));

    private static string Drills => string.Join('\n', AllDrills.List.Select(drill => $"{drill.Name}: {drill.Shows}"));

    private static IDrill? DrillNamed(string? name) => AllDrills.List.FirstOrDefault(drill => drill.Name == name);

    private static Option<int> Number(string name, int usual, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var told }] && int.TryParse(told, out var number) && number < 1)
            {
                result.AddError($"{name} is 1 or more.");
            }
        });
        return option;
    }

    private static async Task<int> DrillAsync(IDrill drill, TimeSpan duration, CancellationToken cancellation)
    {
        await using var server = await DrillServer.StartAsync(cancellation);
        foreach (var sentence in await drill.RunAsync(server, duration, cancellation))
        {
            await Console.Out.WriteLineAsync(sentence);
        }

        return 0;
    }

    private static Variant[] VariantsOf(ArgumentResult result)
    {
        Variant[] variants = [.. result.Tokens.Select(token => token.Value.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => new Variant(parts[0], parts[1]))];
        if (variants.Length < result.Tokens.Count)
        {
            result.AddError("--variant is NAME=SQL.");
        }

        return variants;
    }

    private static async Task<int> MeasureAsync(
        IEnumerable<IBenchmark> chosen, Func<PublishedPrograms, Settings> settingsWith, bool json, CancellationToken cancellation)
    {
        using var programs = new PublishedPrograms();
        var settings = settingsWith(programs);
        foreach (var benchmark in chosen)
        {
            if (settings.Variants.Count > 0 && !benchmark.HasVariants)
            {
                throw new BenchmarkFailedException($"{benchmark.Name} compares no variants.");
            }

            var result = await benchmark.RunAsync(settings, cancellation);
            if (json)
            {
                await Console.Out.WriteLineAsync(ResultLine.Of(result));
            }
            else
            {
                ResultTable.Write(AnsiConsole.Console, result);
            }
        }

        return 0;
    }
}
