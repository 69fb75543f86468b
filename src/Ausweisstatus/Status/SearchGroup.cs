using Ausweisstatus.EventLog;

namespace Ausweisstatus.Status;

/// <summary>Searches that are put to the database as one query.</summary>
internal sealed class SearchGroup
{
    private readonly List<Search> searches = [];
    private readonly List<string> lookups = [];
    private readonly Dictionary<string, byte[]> found = [];

    public int Count => searches.Count;

    public void Add(Search search)
    {
        searches.Add(search);
        lookups.AddRange(search.Lookups);
    }

    /// <summary>Gives every search its document, nothing, or the problem that kept the database from answering; then the group is empty.</summary>
    public async Task AnswerAsync(DocumentReader<byte[]> reader)
    {
        try
        {
            await reader.ReadAsync(lookups, found);
            foreach (var search in searches)
            {
                search.Complete(DocumentOf(search));
            }
        }
        catch (Exception problem)
        {
            searches.ForEach(search => search.Fail(problem));
        }
        finally
        {
            searches.Clear();
            lookups.Clear();
            found.Clear();
        }
    }

    private byte[]? DocumentOf(Search search)
    {
        foreach (var lookup in search.Lookups)
        {
            if (found.TryGetValue(lookup, out var document))
            {
                return document;
            }
        }

        return null;
    }
}

/// <summary>One question for a document: what it may be stored under, one lookup for each valid key.</summary>
internal sealed class Search(string[] lookups)
{
    // Whoever asked goes on elsewhere: the reader has the next question to ask.
    private readonly TaskCompletionSource<byte[]?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlySpan<string> Lookups => lookups;

    /// <summary>The JSON of the document that was found, or null.</summary>
    public Task<byte[]?> Done => done.Task;

    public void Complete(byte[]? document) => done.TrySetResult(document);

    public void Fail(Exception problem) => done.TrySetException(problem);
}
