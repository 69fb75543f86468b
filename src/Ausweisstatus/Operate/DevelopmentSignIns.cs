using System.Text.Json.Nodes;
using Ausweisstatus.DevelopmentSignIn;
using Ausweisstatus.Messaging;

namespace Ausweisstatus.Operate;

/// <summary>
/// In Development, where no provider of staff is named: one of our own, which asks who you are and believes it. Production has none, and
/// refuses one that is reached like this.
/// </summary>
internal sealed class DevelopmentSignIns : IAsyncDisposable
{
    private static readonly SamplePerson[] People =
    [
        new("support", "support", "berlin-mitte"),
        new("hotline", "hotline"),
        new("operator", "operator"),
    ];

    private readonly SignInProvider provider;
    private readonly string addressFile;

    private DevelopmentSignIns(SignInProvider provider, string addressFile) => (this.provider, this.addressFile) = (provider, addressFile);

    /// <summary>Who can sign in.</summary>
    public static string Names { get; } = string.Join(", ", People.Select(person => person.Subject));

    /// <summary>Configuration arguments that have staff sign in there.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        $"--Staff:Issuer={provider.Issuer}",
        $"--Staff:ClientId={SignInProvider.ClientId}",
        $"--Staff:Audience={SignInProvider.Audience}",
        "--Staff:Roles:Support:0=support",
        "--Staff:Roles:Hotline:0=hotline",
        "--Staff:Roles:Operator:0=operator",
    ];

    /// <returns>Null in Production, and where a provider is named.</returns>
    public static async Task<DevelopmentSignIns?> StartAsync(NodeRole role, DataDirectory data)
    {
        if (!DevelopmentEnvironment.IsSet || role == NodeRole.Worker || Environment.GetEnvironmentVariable("Staff__Issuer") is { Length: > 0 })
        {
            return null;
        }

        var provider = await SignInProvider.StartAsync(People);
        data.MakePrivate();
        // For the verb that asks it for a token.
        await File.WriteAllTextAsync(data.StaffIssuer, provider.Issuer.AbsoluteUri);
        return new(provider, data.StaffIssuer);
    }

    /// <summary>A token of a running system, for a program of this person.</summary>
    /// <exception cref="StartException">The system does not run, or there is nobody of this name.</exception>
    public static async Task<string> TokenAsync(DataDirectory data, string person, CancellationToken cancellation)
    {
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(await File.ReadAllTextAsync(data.StaffIssuer, cancellation)) };
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "password",
                ["client_id"] = SignInProvider.ClientId,
                ["username"] = person,
                ["password"] = "none",
            });
            using var answer = await http.PostAsync(new Uri("/token", UriKind.Relative), form, cancellation);
            return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation))?["access_token"]
                ?? throw new StartException($"There is nobody called {person}. There are: {Names}.");
        }
        catch (Exception away) when (away is IOException or HttpRequestException)
        {
            throw new StartException($"No system runs on {data} in Development. Start it first (ausweis run), or name its data directory with --data.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(addressFile);
        await provider.DisposeAsync();
    }
}
