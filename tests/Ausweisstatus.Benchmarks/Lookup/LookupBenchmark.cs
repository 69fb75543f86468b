using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>Citizens who ask, each for another document.</summary>
internal sealed class LookupBenchmark : IBenchmark
{
    public string Name => "lookup";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var constant = new Constant();
        await using var installation = await Installation.StartAsync(constant.Map, cancellation);
        var documents = new Documents(installation.Keys, settings.Documents);
        var question = new Uri(installation.Address, "/api/v1/status");
        constant.Connect(installation.Database);
        constant.Answer = await FirstAnswer.AskAsync(installation, documents, question, cancellation);
        await documents.SendAsync(installation, cancellation);

        await using var rows = await RowByKey.StartAsync(
            await installation.NewDatabaseAsync("peer", cancellation), documents, constant.Answer, cancellation);
        using var product = new Asking("POST /api/v1/status, 32 at a time", question, documents.Questions);
        using var limit = new Asking("the same host, a constant of the same size", new Uri(installation.Address, Constant.Path), documents.Questions);
        using var second = new Asking("the same behind one round trip to the database", new Uri(installation.Address, Constant.PathBehindRoundTrip), documents.Questions);
        using var peer = new Asking("minimal API, Npgsql by primary key, the row's text", rows.Address, documents.Questions);
        return await Rounds.RunAsync(
            Name, "answers/s", new Goal(ToLimit: 0.5, ToPeer: 2, P99ToLimit: 3) { ToSecondLimit = 0.8 }, settings,
            new Contenders(product, limit) { SecondLimit = second, Peer = peer }, installation, cancellation);
    }
}
