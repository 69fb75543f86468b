using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Operate;
using Marten;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Ausweisstatus.Tests;

/// <summary>A whole installation, as it runs in production: a real host on a real port, with a database of its own.</summary>
public class Installation(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private WebApplication? app;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    public string ConnectionString => app!.Configuration.GetConnectionString("Ausweisstatus")!;

    public string LookupKey => app!.Configuration["Ausweisstatus:LookupKeys:1"]!;

    /// <summary>With these a further node joins it.</summary>
    public string[] NodeSettings =>
    [
        "--urls=http://127.0.0.1:0",
        $"--contentRoot={AppContext.BaseDirectory}",
        $"--ConnectionStrings:Ausweisstatus={ConnectionString}",
        $"--Ausweisstatus:LookupKeys:1={LookupKey}",
        "--Logging:LogLevel:Default=Warning",
    ];

    public virtual async ValueTask InitializeAsync()
    {
        app = Host.Build(
        [
            "--urls=http://127.0.0.1:0",
            $"--contentRoot={AppContext.BaseDirectory}",
            $"--ConnectionStrings:Ausweisstatus={await postgres.NewDatabaseAsync()}",
            $"--Ausweisstatus:LookupKeys:1={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            "--environment=Development",
            .. Settings,
        ]);
        Prepare(app);
        await DevelopmentClients.EnsureAsync(Store, directory.Path, app.Environment, TimeProvider.System, CancellationToken.None);
        await SampleAuthorities.EnsureAsync(Store);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>What is configured beside the needful.</summary>
    protected virtual IEnumerable<string> Settings => ["--Logging:LogLevel:Default=Warning"];

    /// <summary>A last word before it starts.</summary>
    protected virtual void Prepare(WebApplication host)
    {
    }

    /// <summary>An HTTP client that speaks as this development client.</summary>
    public HttpClient As(string client)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(directory.Path, "clients", client + ".pem")));
        return With(ClientToken.Create(client, key, "ausweisstatus", DateTimeOffset.UtcNow));
    }

    /// <summary>An HTTP client that speaks as a further client, with the source <c>/tests/NAME</c>; all authorities where none is named.</summary>
    internal async Task<HttpClient> AsNewAsync(string name, Role role, params string[] authorities)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = new Client
        {
            Id = name,
            Role = role,
            Source = "/tests/" + name,
            AllAuthorities = authorities.Length == 0,
            Authorities = [.. authorities.Select(authority => AuthorityId.Parse(authority))],
        };
        await new ClientRegistry(Store, TimeProvider.System).AddAsync(client, PublicKey.Of(key), CancellationToken.None);
        return With(ClientToken.Create(name, key, "ausweisstatus", DateTimeOffset.UtcNow));
    }

    public HttpClient Anonymous() => new() { BaseAddress = Address };

    private HttpClient With(string token)
    {
        var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        directory.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Test classes that share one installation; each uses orders and event ids of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedInstallation : ICollectionFixture<Installation>
{
    public const string Name = "installation";
}
