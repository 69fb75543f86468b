using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Benchmarks.Feed;

/// <summary>
/// What a print shop has to tell, over one of its connections: a quarter of the facts begin a new document, the others are about documents
/// begun one, two and three batches before. Documents are spread over 20 authorities.
/// </summary>
internal sealed class PrintShopFeed(int connection)
{
    private static readonly string[] Steps = ["order-confirmed", "production-started", "production-completed", "dispatched"];
    private readonly DateTimeOffset first = DateTimeOffset.UtcNow.AddDays(-30);
    private int batches;
    private long facts;

    /// <param name="size">A multiple of four.</param>
    public FeedFact[] NextBatch(int size)
    {
        var batch = batches++;
        return [.. Steps.SelectMany((_, step) => Enumerable.Range(0, size / Steps.Length).Select(number => Fact(batch, step, number)))];
    }

    private FeedFact Fact(int batch, int step, int number)
    {
        // The very first batch speaks of documents whose beginning was never told; that too happens.
        var begun = batch - step + Steps.Length;
        return new FeedFact(
            Stories.Authority(number + begun),
            OrderNumber.Parse($"B-{connection}-{begun}-{number}"),
            Steps[step],
            first.AddDays(step * 2).AddMilliseconds(begun),
            $"{connection}/{facts++:00000000}",
            Begins: step == 0 || batch == 0,
            Version: step + 1);
    }
}
