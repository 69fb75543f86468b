using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Problems;
using Marten;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

/// <summary>The host on a port and a database of its own, with a few endpoints to knock at.</summary>
public class AccessHost(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly KeptLog log = new();
    private WebApplication app = null!;
    private Task<(Client Client, ECDsa Key)>? somebody;

    public HttpClient Http { get; private set; } = null!;
    public IServiceProvider Services => app.Services;
    public string ConnectionString { get; private set; } = "";
    internal ClientRegistry Registry => Services.GetRequiredService<ClientRegistry>();
    public IReadOnlyCollection<string> Log => log.Lines;

    protected virtual string EnvironmentName => "Development";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.NewDatabaseAsync();
        await Migrations.ApplyAsync(ConnectionString);
        app = Host.Build(
        [
            $"--ConnectionStrings:Ausweisstatus={ConnectionString}",
            "--urls=http://127.0.0.1:0",
            $"--environment={EnvironmentName}",
            // All that could ever be logged is kept for looking at it, and not on the screen.
            "--Logging:LogLevel:Default=Trace",
            "--Logging:Console:LogLevel:Default=None",
            $"--Ausweisstatus:LookupKeys:1={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
        ]);
        Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        MapDoors(app);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static void MapDoors(WebApplication app)
    {
        app.MapGet("/doors/open", () => "open").ForEveryone();
        app.MapGet("/doors/anyone", () => "come in")
            .ForRoles(Role.Manufacturer, Role.Courier, Role.Authority, Role.Support, Role.Operator);
        app.MapGet("/doors/nameless", () => "never");
        app.MapGet("/doors/machines", (Caller caller) => $"{caller.Client} {caller.Role}")
            .ForRoles(Role.Manufacturer, Role.Courier, Role.Authority);
        app.MapGet("/doors/operator", (HttpContext context) => context.Caller().Client).ForRoles(Role.Operator);
        app.MapGet("/doors/may/{authority}", (AuthorityId authority, Caller caller) =>
            caller.May(authority) ? Results.Ok() : Problem.Forbidden).ForRoles(Role.Manufacturer, Role.Authority);
        app.MapPost("/doors/json", (Posted posted) => posted.Number).ForEveryone();
        app.MapGet("/doors/bug", (string text) => { throw new InvalidOperationException(text); }).ForEveryone();
        app.MapGet("/doors/database", async (IQuerySession session) => await session.Query<Client>().CountAsync()).ForEveryone();
    }

    internal sealed record Posted(int Number);

    /// <summary>A manufacturer for tests that change nothing about it: to register takes a second once many were.</summary>
    internal Task<(Client Client, ECDsa Key)> SomebodyAsync()
    {
        lock (log)
        {
            return somebody ??= RegisterAsync();
        }
    }

    /// <summary>Registers a client with a name and a key that nobody else has.</summary>
    internal async Task<(Client Client, ECDsa Key)> RegisterAsync(Role role = Role.Manufacturer, params string[] authorities)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = "c-" + Guid.NewGuid().ToString("N")[..12];
        var client = new Client
        {
            Id = name,
            Role = role,
            Source = "/test/" + name,
            AllAuthorities = authorities.Length == 0,
            Authorities = [.. authorities.Select(a => AuthorityId.Parse(a))],
        };
        (await Registry.AddAsync(client, PublicKey.Of(key), TestContext.Current.CancellationToken)).Done.ShouldBeTrue();
        // Otherwise a broken token could be refused for the wrong reason: that its client is not known yet.
        await Eventually.TrueAsync(async () =>
            (await GetAsync("/doors/anyone", Tokens.Sign(Tokens.Claims(name), key))).StatusCode == HttpStatusCode.OK);
        return (client, key);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token).ShouldBeTrue();
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

/// <summary>The same host as it runs in production.</summary>
public sealed class ProductionHost(PostgresFixture postgres) : AccessHost(postgres)
{
    protected override string EnvironmentName => "Production";
}
