namespace Ausweisstatus.Access;

/// <summary>By which client, as it was then, and by which of its keys a request was let in.</summary>
internal sealed record Vouching(KnownClient Signer, string KeyId)
{
    /// <summary>
    /// Whether it would still be: a request that goes on for long must not outlive its client, or the key that vouched for it. Asked often it
    /// costs nothing; the answer is at most some seconds old.
    /// </summary>
    /// <exception cref="TimeoutException">The clients cannot be read; other exceptions of the database likewise.</exception>
    public async ValueTask<bool> HoldsAsync(ClientDirectory clients, CancellationToken cancellation)
    {
        await clients.PrepareAsync(Signer.Client.Id, cancellation);
        return clients.Find(Signer.Client.Id) is { } now
            && (ReferenceEquals(now, Signer) || (now.Client.HasSettingsOf(Signer.Client) && now.Keys.Any(key => key.Id == KeyId)));
    }
}
