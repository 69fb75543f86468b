using Ausweisstatus.Benchmarks.Lookup;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Start;

/// <summary>A node that comes up beside a database that is there: how soon it answers its first citizen.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    public string Name => "start";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        var (program, nothing) = (await settings.Programs.ProductAsync(cancellation), await settings.Programs.EmptyAppAsync(cancellation));
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        var documents = new Documents(installation.Keys, 1);
        await documents.SendFirstAsync(installation, cancellation);

        var configured = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__Ausweisstatus"] = installation.Database,
            ["Ausweisstatus__LookupKeys__1"] = installation.Secret,
        };
        var product = new ColdStart(
            "ausweis run in production, first lookup answered", program, address => ["run", "--urls", address], configured, "/api/v1/status", documents.Questions[0]);
        var limit = new ColdStart(
            "an empty ASP.NET app, published the same way", nothing, address => ["--urls", address],
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" }, "/", documents.Questions[0]);
        var result = await Rounds.RunAsync(Name, "ms", new Goal(ToLimit: 6, ToPeer: null) { AtMost = true }, settings, new Contenders(product, limit), installation, cancellation);
        return result with { Figures = [.. MemoryOf("the product", product, "≤ 220"), .. MemoryOf("the empty app", limit)] };
    }

    private static IEnumerable<Figure> MemoryOf(string whom, ColdStart found, string? goal = null) =>
        found.Memory is { } memory ? [new Figure($"memory of {whom} after its first answer", memory, "MB", goal)] : [];
}
