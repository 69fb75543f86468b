using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Marten;

namespace Ausweisstatus.Operate;

/// <summary>The clients with which one tries the system out. Their private keys lie in the data directory.</summary>
internal static class DevelopmentClients
{
    private static readonly Client[] All =
    [
        new() { Id = "print-shop", Role = Role.Manufacturer, Source = "/print-shops/bdr", AllAuthorities = true },
        new() { Id = "courier", Role = Role.Courier, Source = "/couriers/dhl", AllAuthorities = true },
        new() { Id = "office-berlin-mitte", Role = Role.Authority, Source = "/authorities/berlin-mitte", Authorities = [AuthorityId.Parse("berlin-mitte")] },
        new() { Id = "office-berlin-pankow", Role = Role.Authority, Source = "/authorities/berlin-pankow", Authorities = [AuthorityId.Parse("berlin-pankow")] },
        new() { Id = "support", Role = Role.Support, Source = "/support/berlin-mitte", Authorities = [AuthorityId.Parse("berlin-mitte")] },
        new() { Id = "operator", Role = Role.Operator },
    ];

    /// <summary>The CloudEvents source of a development client that says facts.</summary>
    public static string SourceOf(string client) => All.First(known => known.Id == client).Source!;

    /// <summary>What each of them is; none has a key yet.</summary>
    internal static IReadOnlyList<Client> Settings => All;

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(client => client.Id)];

    /// <summary>Makes keys where there are none yet, and registers every client that is not registered so.</summary>
    /// <param name="store">The store of the installation.</param>
    /// <param name="dataDirectory">Keys lie in its folder <c>clients</c>.</param>
    /// <exception cref="InvalidOperationException">In anything but Development: keys that lie around would open it to anyone who finds them.</exception>
    /// <exception cref="StartException">An operator registered a client of that name: this is no database to try things out with.</exception>
    public static async Task EnsureAsync(
        IDocumentStore store, string dataDirectory, IHostEnvironment environment, TimeProvider clock, CancellationToken cancellation)
    {
        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException("There are development clients in Development only. Register clients with: ausweis clients add");
        }

        var folder = new DataDirectory(dataDirectory).Clients;
        KeyFiles.CreateDirectory(folder);
        var registry = new ClientRegistry(store, clock);
        foreach (var client in All)
        {
            var answer = await registry.EnsureAsync(client with { Development = true }, KeyOf(folder, client.Id), cancellation);
            if (!answer.Done)
            {
                throw new StartException($"{answer.Message} Is this the database of a real installation? Start with ASPNETCORE_ENVIRONMENT=Production, or remove it with: ausweis clients remove {client.Id}");
            }
        }
    }

    private static PublicKey KeyOf(string folder, string client)
    {
        var path = KeyFiles.Of(folder, client);
        if (!File.Exists(path))
        {
            return KeyFiles.Create(path);
        }

        using var key = KeyFiles.Read(path)
            ?? throw new StartException($"{path} does not hold a private key on P-256. Delete it, and a new one is made.");
        return PublicKey.Of(key);
    }
}
