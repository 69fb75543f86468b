using System.Net;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Growth;

/// <summary>Citizens who ask for documents of stories, evenly at random.</summary>
internal sealed class AskStories(Installation installation, Stories stories) : IContender, IDisposable
{
    private const int AtOnce = 32;
    private const int Different = 10_000;

    private readonly Sender sender = new(new Uri(installation.Address, "/api/v1/status"), "application/json", AtOnce);

    public string Description => "POST /api/v1/status";

    /// <summary>How many there are.</summary>
    public int Documents { get; set; }

    public Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var questions = Enumerable.Range(0, Different).Select(_ => stories.Question(Random.Shared.Next(Documents))).ToArray();
        return Crew.WorkAsync(AtOnce, duration, async _ =>
        {
            await sender.PostAsync(questions[Random.Shared.Next(questions.Length)], HttpStatusCode.OK, cancellation);
            return 1;
        }, cancellation);
    }

    public void Dispose() => sender.Dispose();
}
