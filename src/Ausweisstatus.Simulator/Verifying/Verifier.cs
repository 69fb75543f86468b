using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Sending;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Verifying;

/// <summary>Asks for every document as its holder would, with reference and date of birth, and compares the answer with the truth.</summary>
internal sealed class Verifier(Run run, IReadOnlyList<string?> references, RetryingHttpClient http)
{
    private const int AtOnce = 32;
    private const int DifferencesShown = 20;
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;
    private readonly ConcurrentQueue<Difference> differences = new();
    private int asked;
    private int missing;
    private int wrong;

    /// <summary>The first sentence of each answer, by index; null where there was none.</summary>
    public string?[] Headlines { get; } = new string?[references.Count];

    public int Asked => Volatile.Read(ref asked);

    /// <summary>Documents for which there was no answer, or no reference to ask with.</summary>
    public int Missing => Volatile.Read(ref missing);

    /// <summary>Documents whose status is not the truth.</summary>
    public int Wrong => Volatile.Read(ref wrong);

    public bool IsRight => Missing == 0 && Wrong == 0;

    /// <summary>The first few differences.</summary>
    public IEnumerable<Difference> Differences => differences.Take(DifferencesShown);

    public Task Verify(CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, references.Count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (index, stop) =>
        {
            var fed = FedDocument.Of(run, index);
            var answer = references[index] is { } reference ? await Ask(reference, fed.Application.DateOfBirth, stop) : null;
            Headlines[index] = answer?.Headline;
            if (answer is null)
            {
                Interlocked.Increment(ref missing);
                Note([new Difference(fed.Application.Order, "document", fed.Expected.Stage.Slug(), "not found")]);
            }
            else if (Comparison.Of(fed, answer) is { Count: > 0 } found)
            {
                Interlocked.Increment(ref wrong);
                Note(found);
            }

            Interlocked.Increment(ref asked);
        });

    private Task<StatusAnswer?> Ask(string reference, string dateOfBirth, CancellationToken cancellation) => http.Send(
        () => new HttpRequestMessage(HttpMethod.Post, "/api/v1/status") { Content = JsonContent.Create(new { reference, dateOfBirth }) },
        async (response, stop) => response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadFromJsonAsync<StatusAnswer>(Json, stop),
            HttpStatusCode.NotFound => null,
            _ => throw await Answers.Refused(response, stop),
        },
        cancellation);

    private void Note(IReadOnlyList<Difference> found)
    {
        foreach (var difference in found)
        {
            if (differences.Count < DifferencesShown)
            {
                differences.Enqueue(difference);
            }
        }
    }
}
