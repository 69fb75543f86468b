using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Operate;
using Ausweisstatus.Tests.Operate;
using Marten;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

public sealed class ClientVerbs(AccessHost host) : IClassFixture<AccessHost>, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly string clientName = "v-" + Guid.NewGuid().ToString("N")[..12];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_key_pair_is_made_the_client_added_and_its_token_opens()
    {
        var file = Path.Combine(directory.Path, "private.pem");
        var made = await Verb("clients", "keygen", file);
        made.Code.ShouldBe(0);
        made.Output.ShouldContain("BEGIN PUBLIC KEY");
        made.Output.ShouldNotContain("PRIVATE");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await Verb("clients", "keygen", file)).Error.ShouldContain("exists already");

        (await Add(Written(made.Output))).Code.ShouldBe(0);
        using var key = KeyFiles.Read(file)!;
        (await host.GetAsync("/doors/machines", ClientToken.Create(clientName, key, "ausweisstatus", DateTimeOffset.UtcNow))).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_further_key_is_added_listed_and_removed()
    {
        var (first, second) = (PublicPem.New(), PublicPem.New());
        (await Add(Written(first))).Output.ShouldContain("is registered");
        (await Add(Written(first))).Output.ShouldContain("already");
        (await Add(Written(second))).Output.ShouldContain("further key");

        var id = PublicPem.Id(second);
        (await Verb("clients", "list")).Output.ShouldContain($"{clientName}: role manufacturer, source /test/{clientName}, authorities berlin-mitte, berlin-pankow");
        (await Verb("clients", "list")).Output.ShouldContain(id);
        (await Verb("clients", "remove", clientName, "--key", id)).Code.ShouldBe(0);
        (await Verb("clients", "list")).Output.ShouldNotContain(id);
        (await Verb("clients", "remove", clientName, "--key", id)).Error.ShouldContain("has no key");
        (await Verb("clients", "remove", clientName)).Code.ShouldBe(0);
        (await Verb("clients", "list")).Output.ShouldNotContain(clientName);
        (await Verb("clients", "remove", clientName)).Error.ShouldContain("There is no client");
    }

    [Fact]
    public async Task Other_settings_for_a_known_client_are_refused()
    {
        (await Add(Written(PublicPem.New()))).Code.ShouldBe(0);
        var other = await Verb("clients", "add", clientName, "--role", "courier", "--source", "/x", "--all-authorities", "--public-key", Written(PublicPem.New()));
        other.Code.ShouldBe(1);
        other.Error.ShouldContain("other settings: role manufacturer");
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_its_reason()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await Verb(AddArgs(Written(p384.ExportSubjectPublicKeyInfoPem())))).Error.ShouldContain("not on the curve P-256");
        (await Verb(AddArgs(Written(rsa.ExportSubjectPublicKeyInfoPem())))).Error.ShouldContain("not an elliptic-curve key");
        (await Verb(AddArgs(Written(p256.ExportPkcs8PrivateKeyPem())))).Error.ShouldContain("private key");
        (await Verb(AddArgs(Written(p256.ExportECPrivateKeyPem())))).Error.ShouldContain("private key");
        (await Verb(AddArgs(Written(PublicPem.New() + "\n" + PublicPem.New())))).Error.ShouldContain("more than one");
        (await Verb(AddArgs(Written("hello")))).Error.ShouldContain("not a public key");
        (await Verb(AddArgs(Path.Combine(directory.Path, "missing")))).Error.ShouldContain("There is no file");
        (await Verb("clients", "list")).Output.ShouldNotContain(clientName);
    }

    [Theory]
    [InlineData("UPPER", "/x", "aa", "manufacturer", "2 to 40", 1)]
    [InlineData("../../etc", "/x", "aa", "manufacturer", "2 to 40", 1)]
    [InlineData("fine", "x", "aa", "manufacturer", "absolute path", 1)]
    [InlineData("fine", "/x/", "aa", "manufacturer", "absolute path", 1)]
    [InlineData("fine", "/x/../y", "aa", "manufacturer", "absolute path", 1)]
    [InlineData("fine", "/..", "aa", "manufacturer", "absolute path", 1)]
    [InlineData("fine", "/x/.", "aa", "manufacturer", "absolute path", 1)]
    [InlineData("fine", "/x/%2e%2e/y", "aa", "manufacturer", "absolute path", 1)]
    [InlineData("fine", "/x", "A A", "manufacturer", "2 to 40", 2)]
    [InlineData("fine", "/x", "aa", "king", "Must be one of", 2)]
    public async Task Wrong_settings_are_refused_with_their_reason(string name, string source, string authority, string role, string reason, int code)
    {
        var answer = await Verb(
            "clients", "add", name, "--role", role, "--source", source, "--authority", authority, "--public-key", Written(PublicPem.New()));
        answer.Code.ShouldBe(code);
        answer.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task Development_clients_keep_their_keys_and_each_gets_a_token_that_opens()
    {
        await EnsureDevelopmentClients("Development");
        var before = await host.Registry.ListAsync(Cancellation);
        await EnsureDevelopmentClients("Development");
        var after = await host.Registry.ListAsync(Cancellation);
        foreach (var name in DevelopmentClients.Names)
        {
            var client = after.Single(c => c.Id == name);
            client.Keys.ShouldHaveSingleItem().ShouldBe(before.Single(c => c.Id == name).Keys.Single());
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(Path.Combine(directory.Path, "clients", name + ".pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        var token = await Verb("token", "print-shop", "--data", directory.Path);
        token.Code.ShouldBe(0);
        token.Error.ShouldBeEmpty();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/doors/machines", token.Output.TrimEnd())).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Development_clients_whose_key_files_were_lost_get_new_keys()
    {
        await EnsureDevelopmentClients("Development");
        for (var i = 0; i < Client.MaxKeys + 1; i++)
        {
            Directory.Delete(Path.Combine(directory.Path, "clients"), recursive: true);
            await EnsureDevelopmentClients("Development");
        }
        using var key = KeyFiles.Read(Path.Combine(directory.Path, "clients", "courier.pem"))!;
        var courier = (await host.Registry.ListAsync(Cancellation)).Single(c => c.Id == "courier");
        courier.Keys.Count.ShouldBe(Client.MaxKeys);
        courier.Keys.ShouldContain(k => k.Id == PublicKey.Of(key).Id);
        foreach (var name in DevelopmentClients.Names)
        {
            await host.Registry.RemoveAsync(name, null, Cancellation);
        }
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("production")]
    [InlineData("Staging")]
    [InlineData("Prod")]
    [InlineData("")]
    public async Task There_are_no_development_clients_in_anything_but_development(string environment)
    {
        await Should.ThrowAsync<InvalidOperationException>(() => EnsureDevelopmentClients(environment));
        Directory.Exists(Path.Combine(directory.Path, "clients")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("../clients/print-shop")]
    public async Task A_client_without_a_key_here_gets_no_token(string name)
    {
        (await Verb("token", name, "--data", directory.Path)).Error.ShouldContain("There are no keys");
        await EnsureDevelopmentClients("Development");
        var answer = await Verb("token", name, "--data", directory.Path);
        answer.Code.ShouldBe(1);
        answer.Output.ShouldBeEmpty();
        answer.Error.ShouldContain("There are keys of: courier, office-berlin-mitte");
        foreach (var client in DevelopmentClients.Names)
        {
            await host.Registry.RemoveAsync(client, null, Cancellation);
        }
    }

    private Task EnsureDevelopmentClients(string environment) => DevelopmentClients.EnsureAsync(
        host.Services.GetRequiredService<IDocumentStore>(), directory.Path,
        new HostingEnvironment { EnvironmentName = environment }, TimeProvider.System, Cancellation);

    private Task<(int Code, string Output, string Error)> Add(string publicKeyFile) => Verb(AddArgs(publicKeyFile));

    private string[] AddArgs(string publicKeyFile) =>
    [
        "clients", "add", clientName, "--role", "manufacturer", "--source", "/test/" + clientName,
        "--authority", "berlin-pankow", "--authority", "berlin-mitte", "--public-key", publicKeyFile,
    ];

    private Task<(int Code, string Output, string Error)> Verb(params string[] args) => Verbs.RunAsync(host.ConnectionString, args);

    private string Written(string text)
    {
        var path = Path.Combine(directory.Path, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, text);
        return path;
    }
}
