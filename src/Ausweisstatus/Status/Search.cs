namespace Ausweisstatus.Status;

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
