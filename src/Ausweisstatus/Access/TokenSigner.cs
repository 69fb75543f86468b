namespace Ausweisstatus.Access;

/// <summary>By which client, as it was then, and by which of its keys a request was let in.</summary>
internal sealed record TokenSigner(KnownClient Client, string KeyId)
{
    /// <summary>
    /// Whether they would let it in now: a long request must not outlive its client or the key of its token. Asked often it costs nothing;
    /// the answer is at most some seconds old.
    /// </summary>
    /// <exception cref="TimeoutException">The clients cannot be read; other exceptions of the database likewise.</exception>
    public async ValueTask<bool> IsStillValidAsync(ClientDirectory clients, CancellationToken cancellation)
    {
        await clients.PrepareAsync(Client.Client.Id, cancellation);
        return clients.Find(Client.Client.Id) is { } now
            && (ReferenceEquals(now, Client) || (now.Client.HasSettingsOf(Client.Client) && now.Keys.Any(key => key.Id == KeyId)));
    }
}
