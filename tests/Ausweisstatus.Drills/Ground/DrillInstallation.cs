using System.Collections.Immutable;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Embedded;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Locations;
using Ausweisstatus.Operate;
using Ausweisstatus.Storage;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ausweisstatus.Drills.Ground;

/// <summary>
/// An installation as an operator makes one: a database that one role owns and another serves, clients with keys of their own, imported
/// authorities. Its nodes are processes in Production. The database itself is set to forget what it committed last when it is killed, as
/// somebody in a hurry might do: the product has to ask for more.
/// </summary>
internal sealed class DrillInstallation : IAsyncDisposable
{
    private const string Audience = "ausweisstatus";

    private readonly Dictionary<string, ECDsa> keys = [];
    private readonly WebApplication verbs;

    private DrillInstallation(string owner, string host)
    {
        (Owner, Host) = (owner, host);
        var builder = WebApplication.CreateBuilder([$"--ConnectionStrings:{StorageSetup.ConnectionName}={owner}", "--environment=Production"]);
        builder.Logging.ClearProviders();
        builder.AddStorage().AddAccess().AddLocations();
        verbs = builder.Build();
    }

    /// <summary>The lookup key of all its nodes.</summary>
    public string LookupKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Connects as the role that owns the database.</summary>
    public string Owner { get; }

    /// <summary>Connects as the role that hosts use, which can change no fact.</summary>
    public string Host { get; }

    /// <param name="server">Where its database is made.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<DrillInstallation> MakeAsync(EmbeddedPostgres server, CancellationToken cancellation)
    {
        var name = $"drill_{Guid.NewGuid():n}";
        var owner = await server.CreateDatabaseAsync(name, cancellation: cancellation);
        var host = await MakeHostRoleAsync(server, owner, $"{name}_host", cancellation);
        var installation = new DrillInstallation(owner, host);
        foreach (var client in DevelopmentClients.Settings)
        {
            await installation.AddClientAsync(client);
        }

        await installation.ImportAsync([.. SampleAuthorities.Read()]);
        return installation;
    }

    /// <summary>Starts a node and waits until it listens.</summary>
    /// <param name="more">Added to its connection string, such as <c>Command Timeout=2</c>.</param>
    /// <param name="settings">Further settings, by their names in the environment.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<Node> StartNodeAsync(CancellationToken cancellation, string more = "", IReadOnlyDictionary<string, string>? settings = null) =>
        Node.StartAsync(
            $"{Host};{more}",
            (settings?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty).SetItem("Ausweisstatus__LookupKeys__1", LookupKey),
            cancellation);

    /// <summary>A token of one of its clients, which are those of Development in name and settings.</summary>
    public string TokenOf(string client) => ClientToken.Create(client, keys[client], Audience, DateTimeOffset.UtcNow);

    /// <summary><c>ausweis clients add</c>, with a new key.</summary>
    public async Task AddClientAsync(Client client)
    {
        keys[client.Id] = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var answer = await verbs.Services.GetRequiredService<ClientRegistry>().AddAsync(client, PublicKey.Of(keys[client.Id]), CancellationToken.None);
        if (!answer.Done)
        {
            throw new DrillFailedException(answer.Message);
        }
    }

    /// <summary><c>ausweis clients remove</c></summary>
    public Task RemoveClientAsync(string client) =>
        verbs.Services.GetRequiredService<ClientRegistry>().RemoveAsync(client, keyId: null, CancellationToken.None);

    /// <summary><c>ausweis authorities import</c></summary>
    public Task ImportAsync(params AuthorityEntry[] authorities) =>
        ImportAuthorities.ReplaceAsync(verbs.Services.GetRequiredService<IDocumentStore>(), authorities, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await verbs.DisposeAsync();
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private static async Task<string> MakeHostRoleAsync(EmbeddedPostgres server, string owner, string role, CancellationToken cancellation)
    {
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString("postgres")) { Pooling = false });
        await using var make = superuser.CreateCommand($"create role {role} login password '{password}'");
        await make.ExecuteNonQueryAsync(cancellation);
        await using var hurry = superuser.CreateCommand($"alter database {new NpgsqlConnectionStringBuilder(owner).Database} set synchronous_commit = off");
        await hurry.ExecuteNonQueryAsync(cancellation);
        await Migrations.ApplyAsync(owner, role, cancellation);
        return new NpgsqlConnectionStringBuilder(owner) { Username = role, Password = password }.ConnectionString;
    }
}
