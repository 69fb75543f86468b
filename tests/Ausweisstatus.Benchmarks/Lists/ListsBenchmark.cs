using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lists;

/// <summary>An operator who pages through lists of an authority with very many documents.</summary>
internal sealed class ListsBenchmark : IBenchmark
{
    private const int PagesOfEach = 200;

    public string Name => "lists";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        await ListedRows.WriteAsync(installation.DatabaseForSuperuser, settings.Documents, cancellation);
        using var pages = new Pages(installation);
        await using var rows = new RowsByKey(installation.Database, settings.Documents);
        var result = await Rounds.RunAsync(
            Name, "pages/s", new Goal(ToLimit: null, ToPeer: null), settings, new Contenders(pages, rows), installation, cancellation);
        List<Figure> figures = [];
        foreach (var list in Pages.Lists)
        {
            var times = await pages.ReadAsync(list, PagesOfEach, cancellation);
            figures.Add(new Figure($"a page of {list}, p99", times.Order().ElementAt(PagesOfEach * 99 / 100), "ms", "< 50"));
        }

        return result with { Figures = figures };
    }
}
