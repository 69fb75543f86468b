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
        provider = await SignInProvider.StartAsync([new("support", "support", "berlin-mitte")]);
        app = Host.Build(
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
                "--Mail:Host=127.0.0.1",
                $"--Mail:Port={mail.Port}",
                "--Mail:Security=None",
                "--Mail:From=ausweis@example.org",
            ],
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
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(directory.Path, "clients", "print-shop.pem")));
        var audience = app!.Services.GetRequiredService<IOptions<TokenSettings>>().Value.Audience;
        using var printShop = new HttpClient { BaseAddress = Url };
        printShop.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ClientToken.Create("print-shop", key, audience, DateTimeOffset.UtcNow));
        await printShop.PostBatchAsync(facts);
    }

    private async Task TellAsync(string audience)
    {
        using var documents = new SampleDocuments(Url, new DataDirectory(directory.Path), audience, TimeProvider.System);
        var told = await documents.TellAsync(CancellationToken.None);
        var questions = told.Select(document => Question.About(document.Reference, document.DateOfBirth)).ToArray();
        (ReadyForPickup, InProduction, Overdue, PhotoRefused, HeldAtBranch) = (questions[0], questions[1], questions[2], questions[3], questions[4]);
        SlipPath = told[0].Slip;
        await RefusedSamples.MakeAsync(this, app!.Services.GetRequiredService<NpgsqlDataSource>());
    }
}
