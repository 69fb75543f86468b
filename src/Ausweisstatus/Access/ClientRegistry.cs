using JasperFx;
using Marten;

namespace Ausweisstatus.Access;

/// <summary>What became of a change to the registry; a refusal is a sentence for the operator.</summary>
internal sealed record RegistryAnswer(bool Done, string Message)
{
    public static RegistryAnswer Yes(string message) => new(true, message);
    public static RegistryAnswer No(string message) => new(false, message);
}

/// <summary>Adds, lists and removes clients. A running host notices within seconds.</summary>
internal sealed class ClientRegistry(IDocumentStore store, TimeProvider clock)
{
    public async Task<IReadOnlyList<Client>> ListAsync(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        return await session.Query<Client>().OrderBy(c => c.Id).ToListAsync(cancellation);
    }

    /// <summary>Registers a client with its first key, or a further key of a client with the same settings.</summary>
    public Task<RegistryAnswer> AddAsync(Client settings, PublicKey key, CancellationToken cancellation) =>
        ChangeAsync(settings.Id, client =>
        {
            if (client is null)
            {
                return (WithKey(settings, key), RegistryAnswer.Yes($"Client {settings.Id} is registered with key {key.Id}."));
            }

            if (!client.HasSettingsOf(settings))
            {
                return (client, RegistryAnswer.No(
                    $"Client {client.Id} is registered with other settings: {ClientText.Settings(client)}. Remove it first, or give the same."));
            }

            if (client.Keys.Any(k => k.Id == key.Id))
            {
                return (client, RegistryAnswer.Yes($"Client {client.Id} has key {key.Id} already."));
            }

            if (client.Keys.Count >= Client.MaxKeys)
            {
                return (client, RegistryAnswer.No($"Client {client.Id} has {Client.MaxKeys} keys already. Remove one first."));
            }

            return (WithKey(client, key), RegistryAnswer.Yes($"Client {client.Id} has the further key {key.Id}."));
        }, cancellation);

    /// <summary>Removes a client, or one key of it.</summary>
    public Task<RegistryAnswer> RemoveAsync(string name, string? keyId, CancellationToken cancellation) =>
        ChangeAsync(name, client =>
        {
            if (client is null)
            {
                return (null, RegistryAnswer.No($"There is no client {name}."));
            }

            if (keyId is null)
            {
                return (null, RegistryAnswer.Yes($"Client {name} is removed."));
            }

            var left = client.Keys.Where(k => k.Id != keyId).ToList();
            if (left.Count == client.Keys.Count)
            {
                return (client, RegistryAnswer.No($"Client {name} has no key {keyId}."));
            }

            return (client with { Keys = left }, RegistryAnswer.Yes(
                $"Key {keyId} of client {name} is removed." + (left.Count == 0 ? " It has no key left and cannot call." : "")));
        }, cancellation);

    /// <summary>
    /// Makes a development client exactly so, with this key among its keys; the oldest goes where there are too many. One that an operator
    /// registered under the same name is left alone.
    /// </summary>
    public Task<RegistryAnswer> EnsureAsync(Client settings, PublicKey key, CancellationToken cancellation) =>
        ChangeAsync(settings.Id, client =>
        {
            if (client is { Development: false })
            {
                return (client, RegistryAnswer.No($"Client {client.Id} is registered here already, and not for Development."));
            }

            var has = client is not null && client.Keys.Any(k => k.Id == key.Id);
            if (has && client!.HasSettingsOf(settings))
            {
                return (client, RegistryAnswer.Yes("Unchanged."));
            }

            var wanted = settings with { Keys = client?.Keys ?? [] };
            if (!has)
            {
                wanted = WithKey(wanted with { Keys = [.. wanted.Keys.OrderBy(k => k.RegisteredAt).TakeLast(Client.MaxKeys - 1)] }, key);
            }

            return (wanted, RegistryAnswer.Yes("Registered."));
        }, cancellation);

    private Client WithKey(Client client, PublicKey key) =>
        client with { Keys = [.. client.Keys, new ClientKey(key.Id, key.Pem, clock.GetUtcNow())] };

    /// <summary>Reads, decides and writes; again from the start where somebody else wrote meanwhile.</summary>
    private async Task<RegistryAnswer> ChangeAsync(
        string name, Func<Client?, (Client? Wanted, RegistryAnswer Answer)> decide, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var session = store.LightweightSession();
            var client = await session.LoadAsync<Client>(name, cancellation);
            var (wanted, answer) = decide(client);
            if (!ReferenceEquals(client, wanted))
            {
                if (wanted is null)
                {
                    session.Delete<Client>(name);
                }
                else if (client is null)
                {
                    session.Insert(wanted);
                }
                else
                {
                    session.Update(wanted);
                }
            }
            try
            {
                await session.SaveChangesAsync(cancellation);
                return answer;
            }
            catch (Exception e) when (attempt < 10 && e is ConcurrencyException or DocumentAlreadyExistsException)
            {
            }
        }
    }
}
