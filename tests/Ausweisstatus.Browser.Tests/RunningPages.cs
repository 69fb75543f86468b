using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.DevelopmentMail;
using Ausweisstatus.DevelopmentSignIn;
using Ausweisstatus.Domain;
using Ausweisstatus.Embedded;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Locations;
using Ausweisstatus.Operate;
using Ausweisstatus.Status;
using Ausweisstatus.Tests;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Notify.Push;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>The real host on a port of its own, with PostgreSQL behind it and documents in it that were told through the front door.</summary>
public sealed class RunningPages : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private EmbeddedPostgres? postgres;
    private MailServer? mail;
    private PushService? push;
    private SignInProvider? provider;
    private string[] settings = [];
    private WebApplication? app;

    /// <summary>A page that fails, as any page might.</summary>
    public static string FailingPath => "/fails";

    public Question ReadyForPickup { get; private set; } = null!;

    public Question InProduction { get; private set; } = null!;

    /// <summary>Overdue, and long unheard of; its holder's day and month of birth are unknown.</summary>
    public Question Overdue { get; private set; } = null!;

    public Question PhotoRefused { get; private set; } = null!;

    public Question HeldAtBranch { get; private set; } = null!;

    /// <summary>What was sent.</summary>
    public IReadOnlyList<SentMail> Mails => mail!.Mails;

    /// <summary>A browser of its own, as far as its push service is concerned.</summary>
    internal Device NewDevice() => new(push!);

    /// <summary>Where staff sign in.</summary>
    public Uri SignIn => provider!.Issuer;

    /// <summary>The slip of the document that is ready.</summary>
    public string SlipPath { get; private set; } = "";

    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Directory = directory.Path, Purpose = "browser tests" });
        var database = await postgres.CreateDatabaseAsync("pages");
        await Migrations.ApplyAsync(database);
        mail = await MailServer.StartAsync();
        push = await PushService.StartAsync();
        provider = await SignInProvider.StartAsync([new("support", "support", "berlin-mitte"), new("operator", "operator")]);
        settings =
        [
            "--urls=http://127.0.0.1:0",
            "--environment=Development",
            $"--contentRoot={AppContext.BaseDirectory}",
            $"--ConnectionStrings:Ausweisstatus={database}",
            $"--Ausweisstatus:LookupKeys:1={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            "--Ausweisstatus:Throttle:MissesPerReference=250",
            "--Citizen:SecurityContact=mailto:security@example.org",
            $"--Staff:Issuer={provider.Issuer}",
            $"--Staff:ClientId={SignInProvider.ClientId}",
            "--Staff:Roles:Support:0=support",
            "--Staff:Roles:Operator:0=operator",
            "--Mail:Host=127.0.0.1",
            $"--Mail:Port={mail.Port}",
            "--Mail:Security=None",
            "--Mail:From=ausweis@example.org",
        ];
        app = Host.Build(
            settings,
            builder =>
            {
                builder.Services.AddSingleton<AskStatus, BesidesTheRealAnswers>();
                builder.Logging.ClearProviders();
            });
        app.MapGet(FailingPath, string () => throw new InvalidOperationException("A page that fails.")).ForEveryone();
        var store = app.Services.GetRequiredService<IDocumentStore>();
        await DevelopmentClients.EnsureAsync(store, directory.Path, app.Environment, TimeProvider.System, CancellationToken.None);
        await SampleAuthorities.EnsureAsync(store);
        await app.StartAsync();
        Url = new Uri(app.Urls.Single());
        await TellAsync(app.Services.GetRequiredService<IOptions<TokenSettings>>().Value.Audience);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (provider is not null)
        {
            await provider.DisposeAsync();
        }

        if (mail is not null)
        {
            await mail.DisposeAsync();
        }

        if (push is not null)
        {
            await push.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        directory.Dispose();
    }

    /// <summary>A rebuild that was started a moment ago, and found a document that differs.</summary>
    /// <param name="state">How it is now. Nobody works on it.</param>
    public async Task<Guid> RebuildAsync(string state)
    {
        var id = Guid.NewGuid();
        await ExecuteAsync(
            "update ausweisstatus.rebuilds set state = 'done' where projection = 'documents'",
            $"""
            insert into ausweisstatus.rebuilds (id, projection, is_preview, started_by, state, worker, heartbeat, began_at, facts_in_all, facts, documents, differing, examples, examples_what)
            values ('{id}', 'documents', false, 'operator', '{state}', '{id}', now() + interval '1 hour', now() + interval '59 minutes', 10000, 4000, 500, 1, array['{id}'::uuid], array['stage,lastHeard'])
            """);
        return id;
    }

    public async Task ExecuteAsync(params string[] statements)
    {
        foreach (var sql in statements)
        {
            await using var command = app!.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Where the links in the mails to a subscriber lead.</summary>
    public string SubscriptionPath(Guid subscription) => $"/subscription/{app!.Services.GetRequiredService<SubscriptionTokens>().For(subscription)}";

    /// <summary>A subscription that was made a moment ago, to a document that nobody knows.</summary>
    public async Task<string> SubscriptionAsync(bool confirmed)
    {
        var id = Guid.NewGuid();
        await using var command = app!.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""
            insert into ausweisstatus.subscriptions (id, tenant_id, document, channel, address, address_hash, language, told, confirmed_at)
            values ($1, 'berlin-mitte', $1, 'email', '', $2, 'de', '{}', case when $3 then now() end)
            """);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(id.ToByteArray());
        command.Parameters.AddWithValue(confirmed);
        await command.ExecuteNonQueryAsync();
        return SubscriptionPath(id);
    }

    /// <summary>Sends facts as the print shop, which are refused.</summary>
    public async Task RefuseAsync(params JsonObject[] facts)
    {
        using var printShop = As("print-shop");
        await printShop.PostBatchAsync(facts);
    }

    /// <summary>An HTTP client that speaks as this development client.</summary>
    public HttpClient As(string client)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(directory.Path, "clients", client + ".pem")));
        var token = ClientToken.Create(client, key, app!.Services.GetRequiredService<IOptions<TokenSettings>>().Value.Audience, DateTimeOffset.UtcNow);
        return new HttpClient { BaseAddress = Url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    /// <summary>A further node beside this one, on the same documents.</summary>
    public async Task<WebApplication> StartNodeAsync(Uri? at = null, params string[] further)
    {
        var node = Host.Build([.. settings, "--Role=web", $"--urls={at?.ToString() ?? "http://127.0.0.1:0"}", .. further], builder => builder.Logging.ClearProviders());
        await node.StartAsync();
        return node;
    }

    private async Task TellAsync(string audience)
    {
        using var documents = new SampleDocuments(Url, new DataDirectory(directory.Path), audience, TimeProvider.System);
        var told = await documents.TellAsync(CancellationToken.None);
        var questions = told.Select(document => Question.About(document.Reference, document.DateOfBirth)).ToArray();
        (ReadyForPickup, InProduction, Overdue, PhotoRefused, HeldAtBranch) = (questions[0], questions[1], questions[2], questions[3], questions[4]);
        SlipPath = told[0].Slip;
        await PublishedSamples.MakeAsync(this);
        await RefusedSamples.MakeAsync(this, app!.Services.GetRequiredService<NpgsqlDataSource>());
    }
}
