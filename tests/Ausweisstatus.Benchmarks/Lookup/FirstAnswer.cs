using System.Net;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>An answer of the product: the proof that there are any, and the size of the limit's and the peer's.</summary>
internal static class FirstAnswer
{
    public static async Task<byte[]> AskAsync(Installation installation, Documents documents, Uri question, CancellationToken cancellation)
    {
        await documents.SendFirstAsync(installation, cancellation);
        using var sender = new Sender(question, "application/json", 1);
        var answer = await sender.PostAsync(documents.Questions[0], HttpStatusCode.OK, cancellation);
        return answer.AsSpan().IndexOf("\"ready-for-pickup\""u8) >= 0
            ? answer
            : throw new BenchmarkFailedException("The product does not say that the first document is ready to be collected; nothing is measured.");
    }
}
