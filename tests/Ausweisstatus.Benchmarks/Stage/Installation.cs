using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Domain;
using Ausweisstatus.Embedded;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Locations;
using Ausweisstatus.Messaging;
using Ausweisstatus.Operate;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>The whole product on a port of its own, and the PostgreSQL that product, limit and peer share, durable as in production.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private const string Audience = "ausweisstatus";

    private readonly TemporaryDirectory directory;
    private readonly EmbeddedPostgres postgres;
    private readonly WebApplication app;
    private readonly Dictionary<string, ECDsa> keys = [];

    private Installation(TemporaryDirectory directory, EmbeddedPostgres postgres, WebApplication app, string database, byte[] secret)
    {
        (this.directory, this.postgres, this.app, Database) = (directory, postgres, app, database);
        Secret = Convert.ToBase64String(secret);
        Keys = new LookupKeys(Realm.Parse("00"), [new LookupKey(1, secret)]);
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>Reaches the product's database as its owner.</summary>
    public string Database { get; }

    /// <summary>Reaches it with every right, for what prepares a measurement.</summary>
    public string DatabaseForSuperuser => postgres.SuperuserConnectionString(new NpgsqlConnectionStringBuilder(Database).Database!);

    /// <summary>The product's own store of facts and documents.</summary>
    public IDocumentStore Store => app.Services.GetRequiredService<IDocumentStore>();

    /// <summary>The first lookup key, as a further node of this installation is given it.</summary>
    public string Secret { get; }

    /// <summary>The secrets behind references, as the product was given them.</summary>
    public LookupKeys Keys { get; }

    /// <param name="alsoMap">Endpoints beside the product's own, in the same host.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="role">A node that only answers, unless more is measured: figures that may lag take what of the machine is left.</param>
    public static async Task<Installation> StartAsync(Action<WebApplication> alsoMap, CancellationToken cancellation, NodeRole role = NodeRole.Web)
    {
        var directory = new TemporaryDirectory();
        EmbeddedPostgres? postgres = null;
        try
        {
            postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Directory = directory.Path, Purpose = "benchmarks" }, cancellation);
            var database = await postgres.CreateDatabaseAsync("product", cancellation: cancellation);
            await Migrations.ApplyAsync(database, cancellation);

            var secret = RandomNumberGenerator.GetBytes(LookupKey.MinimumBytes);
            var installation = new Installation(directory, postgres, BuildHost(database, secret, role), database, secret);
            await installation.StartHostAsync(alsoMap, cancellation);
            return installation;
        }
        catch
        {
            if (postgres is not null)
            {
                await postgres.DisposeAsync();
            }

            directory.Dispose();
            throw;
        }
    }

    /// <summary>Runs the variant's SQL as superuser. The host's connections are made anew, because settings of a role hold for new ones only.</summary>
    public async Task SwitchToAsync(Variant variant, CancellationToken cancellation)
    {
        await using var superuser = NpgsqlDataSource.Create(DatabaseForSuperuser);
        await using var command = superuser.CreateCommand(variant.Sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
        app.Services.GetRequiredService<NpgsqlDataSource>().Clear();
    }

    /// <summary>An empty database in the same PostgreSQL; returns its connection string.</summary>
    public Task<string> NewDatabaseAsync(string name, CancellationToken cancellation) => postgres.CreateDatabaseAsync(name, cancellation: cancellation);

    /// <summary>A token of a client that is called and set up as one of Development, good for five minutes.</summary>
    public string TokenOf(string client) => ClientToken.Create(client, keys[client], Audience, DateTimeOffset.UtcNow);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await postgres.DisposeAsync();
        directory.Dispose();
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private static WebApplication BuildHost(string database, byte[] secret, NodeRole role) => Host.Build(
    [
        $"--{NodeRoleSetting.Key}={role}",
        "--urls=http://127.0.0.1:0",
        $"--contentRoot={AppContext.BaseDirectory}",
        $"--ConnectionStrings:Ausweisstatus={database}",
        $"--Ausweisstatus:LookupKeys:1={Convert.ToBase64String(secret)}",
        "--environment=Production",
        "--Logging:LogLevel:Default=Warning",
    ]);

    private async Task StartHostAsync(Action<WebApplication> alsoMap, CancellationToken cancellation)
    {
        var registry = app.Services.GetRequiredService<ClientRegistry>();
        foreach (var client in DevelopmentClients.Settings)
        {
            keys[client.Id] = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await registry.AddAsync(client, PublicKey.Of(keys[client.Id]), cancellation);
        }

        await ImportAuthorities.ReplaceAsync(
            Store, [.. SampleAuthorities.Read(), .. Stories.Authorities.Select(authority => new AuthorityEntry { Id = authority.ToString() })], cancellation);
        alsoMap(app);
        await app.StartAsync(cancellation);
    }
}
