using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>Citizens who ask with the form, beside programs that ask the same: a page is the answer and its HTML. One by one, which is what somebody waits for, and as a crowd.</summary>
internal sealed class PageBenchmark : IBenchmark
{
    public string Name => "page";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        var documents = new Documents(installation.Keys, settings.Documents);
        await documents.SendFirstAsync(installation, cancellation);
        await documents.SendAsync(installation, cancellation);
        var alone = await CompareAsync(1, new Goal(ToLimit: 0.5, ToPeer: null));
        var crowd = await CompareAsync(Asking.Crowd, new Goal(ToLimit: null, ToPeer: null));
        return alone with
        {
            Name = Name,
            Figures =
            [
                new($"pages, {Asking.Crowd} at a time", crowd.Product.Rate, "answers/s"),
                new($"the API, {Asking.Crowd} at a time", crowd.Limit!.Rate, "answers/s"),
                new("pages to the API then", crowd.ToLimit!.Value, ""),
            ],
        };

        async Task<Result> CompareAsync(int atOnce, Goal goal)
        {
            using var page = new Asking("POST /status, the page", new Uri(installation.Address, "/status"), documents.Forms, "application/x-www-form-urlencoded", atOnce);
            using var api = new Asking("POST /api/v1/status, the same answer as JSON", new Uri(installation.Address, "/api/v1/status"), documents.Questions, atOnce: atOnce);
            return await Rounds.RunAsync($"{Name}, {atOnce} at a time", "answers/s", goal, settings, new Contenders(page, api), installation, cancellation);
        }
    }
}
