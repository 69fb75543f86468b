namespace Ausweisstatus.Throttling;

/// <summary>The tries at some of the codes, under one lock.</summary>
internal sealed class CodeTriesShard
{
    public const int MostKept = 64;

    private readonly Stack<CodeTries> atRest = new();

    public Lock Gate { get; } = new();

    public Dictionary<int, CodeTries> Tries { get; } = [];

    public HashSet<int> Unsent { get; } = [];

    public CodeTries TriesAt(int place)
    {
        if (!Tries.TryGetValue(place, out var tries))
        {
            Tries.Add(place, tries = atRest.TryPop(out var rested) ? rested : new CodeTries());
        }

        return tries;
    }

    public void Forget(int place, CodeTries tries)
    {
        Tries.Remove(place);
        tries.ForgetCallers();
        if (atRest.Count < MostKept)
        {
            atRest.Push(tries);
        }
    }
}
