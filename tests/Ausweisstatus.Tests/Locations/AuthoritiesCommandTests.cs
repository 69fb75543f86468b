using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Tests.Operate;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Locations;

/// <summary><c>ausweis authorities</c> as an operator runs it, beside a running host.</summary>
[Collection(SharedInstallation.Name)]
public sealed class AuthoritiesCommandTests(Installation installation, PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public async Task An_import_is_listed_replaces_what_was_there_and_reaches_the_running_host()
    {
        var authority = $"stadt-{Guid.NewGuid():n}";
        (await ImportAsync($"authority,location,name\n{authority},haus-1,Haus Eins\n{authority},haus-2,Haus Zwei\n")).Code.ShouldBe(0);
        await Eventually.TrueAsync(() => Known(authority, "haus-2"), TimeSpan.FromSeconds(10));

        var import = await ImportAsync($"authority,location,name,city\n{authority},haus-1,Haus Eins,Berlin\n");

        import.Output.ShouldBe("Imported authorities: 1, offices: 1.\n");
        await Eventually.TrueAsync(() => !Known(authority, "haus-2"), TimeSpan.FromSeconds(10));
        var list = await Verbs.RunAsync(installation.ConnectionString, "authorities", "list");
        list.Code.ShouldBe(0);
        list.Output.ShouldContain($"{authority}\n  haus-1  Haus Eins, Berlin\n");
        list.Output.ShouldNotContain("Haus Zwei");
    }

    [Fact]
    public async Task A_wrong_row_is_told_and_nothing_is_imported()
    {
        var authority = $"stadt-{Guid.NewGuid():n}";

        var import = await ImportAsync($"authority,location,name\n{authority},haus-1,Haus Eins\n{authority},Haus 2,Haus Zwei\n");

        (import.Code, import.Output).ShouldBe((1, ""));
        import.Error.ShouldBe("Line 3: location has to be 2 to 64 of a-z, 0-9 and hyphen.\nNothing was imported.\n");
        await using var session = installation.Store.QuerySession();
        (await session.LoadAsync<AuthorityEntry>(authority, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_tables_it_says_what_to_do_first()
    {
        var list = await Verbs.RunAsync(await postgres.NewEmptyDatabaseAsync(), "authorities", "list");

        list.ShouldBe((1, "", "The database has no tables yet. First: ausweis migrate\n"));
    }

    [Fact]
    public async Task The_samples_do_not_replace_what_was_imported()
    {
        await SampleAuthorities.EnsureAsync(installation.Store, TestContext.Current.CancellationToken);
        await ImportAsync("authority,location,name,hours\nberlin-pankow,pankow-rathaus,Rathaus Pankow,Mo 08:00-12:00\n");

        await SampleAuthorities.EnsureAsync(installation.Store, TestContext.Current.CancellationToken);

        await using var session = installation.Store.QuerySession();
        var pankow = await session.LoadAsync<AuthorityEntry>("berlin-pankow", TestContext.Current.CancellationToken);
        pankow!.Locations.Single().Hours.ShouldBe("Mo 08:00-12:00");
    }

    public void Dispose() => directory.Dispose();

    private bool Known(string authority, string location) =>
        installation.Services.GetRequiredService<AuthorityDirectory>().Find(AuthorityId.Parse(authority))?.Knows(LocationId.Parse(location)) == true;

    private async Task<(int Code, string Output, string Error)> ImportAsync(string csv)
    {
        var path = Path.Combine(directory.Path, "authorities.csv");
        await File.WriteAllTextAsync(path, csv, TestContext.Current.CancellationToken);
        return await Verbs.RunAsync(installation.ConnectionString, "authorities", "import", path);
    }
}
