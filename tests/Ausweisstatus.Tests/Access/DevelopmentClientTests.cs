using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Locations;
using Ausweisstatus.Operate;
using Ausweisstatus.Tests.Intake;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Access;

/// <summary>Clients of Development that were registered in a database once, and what becomes of them when it is used for real.</summary>
public sealed class DevelopmentClientTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Unmark = "update ausweisstatus.mt_doc_client set data = data - 'development'";

    private readonly TemporaryDirectory directory = new();
    private string connectionString = "";
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        connectionString = await postgres.NewDatabaseAsync();
        app = Host.Build(
        [
            "--urls=http://127.0.0.1:0",
            "--environment=Staging",
            $"--ConnectionStrings:Ausweisstatus={connectionString}",
            $"--Ausweisstatus:LookupKeys:1={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            "--Logging:LogLevel:Default=Warning",
        ]);
    }

    [Fact]
    public async Task In_production_they_are_nobody_and_those_of_the_operator_work()
    {
        await EnsureAsync();
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await AddAsync("real-print-shop", "/print-shops/real", own);
        await SampleAuthorities.EnsureAsync(Store);
        await app.StartAsync();

        (await PostAsync("real-print-shop", own, Event("production-started", NewOrder(), source: "/print-shops/real"))).ShouldBe(HttpStatusCode.Created);
        foreach (var client in DevelopmentClients.Names)
        {
            using var key = KeyFiles.Read(KeyFiles.Of(Path.Combine(directory.Path, "clients"), client))!;
            (await PostAsync(client, key, Event("production-started", NewOrder()))).ShouldBe(HttpStatusCode.Unauthorized, client);
        }
    }

    [Fact]
    public async Task Development_does_not_take_over_the_clients_of_an_operator()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await AddAsync("print-shop", PrintShop, own);

        var refusal = await Should.ThrowAsync<StartException>(EnsureAsync);

        refusal.Message.ShouldContain("print-shop is registered here already, and not for Development");
        (await Registry.ListAsync(TestContext.Current.CancellationToken)).Single(client => client.Id == "print-shop")
            .Keys.ShouldHaveSingleItem().Id.ShouldBe(PublicKey.Of(own).Id);
    }

    [Fact]
    public async Task Those_of_earlier_versions_are_marked_by_a_migration()
    {
        await EnsureAsync();
        await ExecuteAsync(Unmark);

        await MigrateAgainAsync();

        (await MarkedAsync()).ShouldBe(DevelopmentClients.Names.Order());
    }

    [Fact]
    public async Task Clients_that_an_operator_registered_with_the_same_settings_are_not()
    {
        await EnsureAsync();
        await Registry.RemoveAsync("operator", null, TestContext.Current.CancellationToken);
        await ExecuteAsync(Unmark);

        await MigrateAgainAsync();

        (await MarkedAsync()).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        directory.Dispose();
    }

    private IDocumentStore Store => app.Services.GetRequiredService<IDocumentStore>();

    private ClientRegistry Registry => app.Services.GetRequiredService<ClientRegistry>();

    private Task EnsureAsync() => DevelopmentClients.EnsureAsync(
        Store, directory.Path, new HostingEnvironment { EnvironmentName = Environments.Development }, TimeProvider.System, CancellationToken.None);

    private async Task AddAsync(string name, string source, ECDsa key) =>
        (await Registry.AddAsync(
            new Client { Id = name, Role = Role.Manufacturer, Source = source, AllAuthorities = true }, PublicKey.Of(key), CancellationToken.None)).Done.ShouldBeTrue();

    private async Task<HttpStatusCode> PostAsync(string client, ECDsa key, System.Text.Json.Nodes.JsonObject fact)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", ClientToken.Create(client, key, "ausweisstatus", DateTimeOffset.UtcNow));
        return (await http.PostEventAsync(fact)).StatusCode;
    }

    private async Task MigrateAgainAsync()
    {
        await ExecuteAsync("delete from ausweisstatus.migrations where scriptname = '0006_development_clients.sql'");
        (await Migrations.ApplyAsync(connectionString, TestContext.Current.CancellationToken)).ShouldBe(["0006_development_clients.sql"]);
    }

    private async Task<IEnumerable<string>> MarkedAsync() =>
        (await Registry.ListAsync(TestContext.Current.CancellationToken)).Where(client => client.Development).Select(client => client.Id);

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
