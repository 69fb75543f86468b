using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>Citizens who ask with the form, beside programs that ask the same: a page is the answer and its HTML.</summary>
internal sealed class PageBenchmark : IBenchmark
{
    public string Name => "page";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        var documents = new Documents(installation.Keys, settings.Documents);
        await documents.SendFirstAsync(installation, cancellation);
        await documents.SendAsync(installation, cancellation);
        using var product = new Asking("POST /status, the page, 32 at a time", new Uri(installation.Address, "/status"), documents.Forms, "application/x-www-form-urlencoded");
        using var limit = new Asking("POST /api/v1/status, the same answer as JSON", new Uri(installation.Address, "/api/v1/status"), documents.Questions);
        return await Rounds.RunAsync(Name, "answers/s", new Goal(ToLimit: 0.5, ToPeer: null), settings, new Contenders(product, limit), installation, cancellation);
    }
}
