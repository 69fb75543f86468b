using System.Net;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>The same questions about documents chosen evenly at random, to whom they are put.</summary>
internal sealed class Asking(
    string description, Uri address, IReadOnlyList<byte[]> questions, string contentType = "application/json", int atOnce = Asking.Crowd) : IContender, IDisposable
{
    /// <summary>So many ask at once.</summary>
    public const int Crowd = 32;

    private readonly Sender sender = new(address, contentType, atOnce);

    public string Description => description;

    public Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation) =>
        Crew.WorkAsync(atOnce, duration, async _ =>
        {
            await sender.PostAsync(questions[Random.Shared.Next(questions.Count)], HttpStatusCode.OK, cancellation);
            return 1;
        }, cancellation);

    public void Dispose() => sender.Dispose();
}
