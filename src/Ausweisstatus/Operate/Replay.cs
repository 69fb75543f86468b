using System.Globalization;
using Ausweisstatus.EventLog.Rebuild;

namespace Ausweisstatus.Operate;

/// <summary>What a replay has found so far.</summary>
/// <param name="answers">To compare with, or to write; null for neither.</param>
/// <param name="output">Where they are written; null where they are compared with.</param>
internal sealed class Replay(AnswersFile? answers, StreamWriter? output) : IAsyncDisposable
{
    private readonly List<Difference> stored = [];
    private readonly List<Difference> read = [];
    private long readDifferently;
    private long notThere;

    public RebuildProgress Done { get; private set; }

    public bool FoundDifferences => Done.Differing > 0 || readDifferently > 0;

    public async Task SeeAsync(IReadOnlyList<RebuiltDocument> documents, long differing, IReadOnlyList<Difference> examples)
    {
        stored.AddRange(examples.Take(JobCount.Examples - stored.Count));
        if (output is not null)
        {
            foreach (var one in documents)
            {
                await output.WriteLineAsync(answers!.LineOf(one.Document));
            }
        }
        else if (answers is not null)
        {
            Compare(answers, documents);
        }

        Done += RebuildProgress.Of(documents, differing);
    }

    public string Sentences(TimeSpan time)
    {
        var sentences = Text($"{Done.Documents:N0} documents from {Done.Facts:N0} facts in {time.TotalSeconds:0.00} s, {Done.Differing:N0} would be stored differently.")
            + RebuildSentence.Examples(stored);
        return output is not null ? $"{sentences}\nWhat they read as was written."
            : answers is null ? sentences
            : sentences + Text($"\n{readDifferently:N0} would read differently, {notThere:N0} are not in the file.") + RebuildSentence.Examples(read);
    }

    public ValueTask DisposeAsync() => output?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Compare(AnswersFile before, IReadOnlyList<RebuiltDocument> documents)
    {
        foreach (var one in documents)
        {
            switch (before.Agrees(one.Document))
            {
                case null:
                    notThere++;
                    break;
                case false:
                    readDifferently++;
                    if (read.Count < JobCount.Examples)
                    {
                        read.Add(new Difference(one.Id, "answer"));
                    }

                    break;
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
