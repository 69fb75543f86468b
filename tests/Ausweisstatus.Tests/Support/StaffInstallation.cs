using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.DevelopmentSignIn;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>An installation whose staff sign in at a real provider.</summary>
public class StaffInstallation(PostgresFixture postgres) : Installation(postgres)
{
    private static readonly SamplePerson[] People =
    [
        new("support", "desk", "berlin-mitte"),
        new("support-pankow", "desk", "berlin-pankow", "not an authority"),
        new("support-nowhere", "desk"),
        new("hotline", "phone"),
        new("operator", "engine-room"),
        new("stranger", "manager", "berlin-mitte"),
    ];

    private readonly ShiftedClock clock = new();

    public SignInProvider Provider { get; private set; } = null!;

    /// <summary>With these a node has the same provider.</summary>
    public IEnumerable<string> StaffSettings =>
    [
        $"--Staff:Issuer={Provider.Issuer}",
        $"--Staff:ClientId={SignInProvider.ClientId}",
        $"--Staff:Audience={SignInProvider.Audience}",
        "--Staff:Roles:Support:0=desk",
        "--Staff:Roles:Hotline:0=nobody-has-this",
        "--Staff:Roles:Hotline:1=phone",
        "--Staff:Roles:Operator:0=engine-room",
    ];

    protected override IEnumerable<string> Settings => [.. base.Settings, .. StaffSettings];

    public override async ValueTask InitializeAsync()
    {
        Provider = await SignInProvider.StartAsync(People, clock: clock);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An HTTP client of a program that works for this person, with a reason for all it reads.</summary>
    public async Task<HttpClient> AsStaffAsync(string person, string? reason = "asked on the phone") => WithToken(await TokenAsync(person), reason);

    public HttpClient WithToken(string token, string? reason = "asked on the phone")
    {
        // Reasons are written in words of any language.
        var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (reason is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("X-Reason", reason);
        }

        return http;
    }

    /// <summary>What the provider issues for this person.</summary>
    public Task<string> TokenAsync(string person, string kind = "access_token") => TokenAsync(Provider, person, kind);

    public static async Task<string> TokenAsync(SignInProvider provider, string person, string kind = "access_token")
    {
        using var http = new HttpClient { BaseAddress = provider.Issuer };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = SignInProvider.ClientId,
            ["scope"] = "openid",
            ["username"] = person,
            ["password"] = "none",
        });
        using var answer = await http.PostAsync(new Uri("/token", UriKind.Relative), form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (string)(await answer.JsonAsync())[kind]!;
    }

    /// <summary>A token as the provider issued it at another time.</summary>
    public async Task<string> TokenAtAsync(TimeSpan shift, string person)
    {
        clock.Shift = shift;
        try
        {
            return await TokenAsync(person);
        }
        finally
        {
            clock.Shift = TimeSpan.Zero;
        }
    }

    /// <summary>A registered document of berlin-mitte, and its code.</summary>
    public async Task<(Guid Id, string Order, string Reference)> RegisterAsync()
    {
        using var office = As("office-berlin-mitte");
        var order = Events.NewOrder();
        var reference = await office.ApplyAsync(order);
        return (DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)), order, reference);
    }

    /// <summary>What the audit log says of a document, oldest first, as the operator reads it.</summary>
    public async Task<IReadOnlyList<JsonNode>> AuditAsync(Guid document)
    {
        using var http = await AsStaffAsync("operator", reason: null);
        using var answer = await http.GetAsync(new Uri($"/api/v1/support/audit?document={document}", UriKind.Relative));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return [.. (await answer.JsonAsync())["entries"]!.AsArray().Select(entry => entry!)];
    }

    public async Task<object?> QueryAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}

/// <summary>Test classes that share an installation with staff; each uses documents of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStaffInstallation : ICollectionFixture<StaffInstallation>
{
    public const string Name = "staff installation";
}
