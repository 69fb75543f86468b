using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Rebuild;
using Ausweisstatus.Tests.Support;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuilds;

/// <summary>
/// More documents than a rebuild repairs at once, and an operator. A rebuild is kept in its middle by locking the last document: what comes before
/// is done then, and the rest waits.
/// </summary>
public class RebuildInstallation(PostgresFixture postgres) : StaffInstallation(postgres)
{
    public const string Table = "ausweisstatus.mt_doc_document";
    public const string Path = "/api/v1/operations/rebuilds";

    private readonly int seed = Random.Shared.Next();

    public HttpClient Operator { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await UntidyFeed.PostAsync(this, new UntidyFeed(seed).Tell([.. Enumerable.Range(0, 800).Select(number => $"B-{seed}-{number}")], 4000), atOnce: 1000);
        Operator = await AsStaffAsync("operator", reason: null);
    }

    public override async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Every row, but for the moment at which it was written.</summary>
    public async Task<string> RowsAsync() =>
        (string)(await QueryAsync($"select md5(string_agg((to_jsonb(stored) - 'mt_last_modified')::text, ',' order by tenant_id, id)) from {Table} stored"))!;

    public async Task<long> CountAsync(string condition = "true") => (long)(await QueryAsync($"select count(*) from {Table} where {condition}"))!;

    public async Task<HttpResponseMessage> PostAsync(object body) => await Operator.PostAsJsonAsync(new Uri(Path, UriKind.Relative), body);

    /// <summary>A rebuild that was started.</summary>
    public async Task<Guid> StartAsync(object body)
    {
        using var answer = await PostAsync(body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var id = (Guid)(await answer.JsonAsync())["id"]!;
        answer.Headers.Location!.ToString().ShouldBe($"{Path}/{id}");
        return id;
    }

    public async Task<JsonNode> ReadAsync(Guid id)
    {
        using var answer = await Operator.GetAsync(new Uri($"{Path}/{id}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public async Task<JsonNode> DoAsync(Guid id, string what)
    {
        using var answer = await Operator.PostAsync(new Uri($"{Path}/{id}/{what}", UriKind.Relative), null);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public Task<JsonNode> DoneAsync(Guid id) => UntilAsync(id, job => (string)job["state"]! is "done" or "failed");

    public async Task<JsonNode> UntilAsync(Guid id, Func<JsonNode, bool> condition)
    {
        JsonNode job = null!;
        await Eventually.TrueAsync(async () => condition(job = await ReadAsync(id)), TimeSpan.FromSeconds(40));
        return job;
    }

    /// <summary>A rebuild that has done its first lot of documents and waits for the lock of the last.</summary>
    public Task<JsonNode> InTheMiddleAsync(Guid id) => UntilAsync(id, job => (long)job["documents"]! == 1000);

    /// <summary>The last document in the order of a rebuild is locked until the end; who rebuilds waits there where it has to be repaired.</summary>
    public async Task<IAsyncDisposable> LockLastAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; select from {Table} order by tenant_id desc, id desc limit 1 for update", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public Task DamageAllAsync() => QueryAsync($"update {Table} set run = run + 90");

    public Task DamageAsync(Guid id) => QueryAsync(string.Create(CultureInfo.InvariantCulture, $"update {Table} set run = run + 90 where id = '{id}'"));
}

/// <summary>Test classes that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedRebuildInstallation : ICollectionFixture<RebuildInstallation>
{
    public const string Name = "rebuild installation";
}

/// <summary>Its rebuilds are left to workers, which are processes of their own.</summary>
public sealed class WebOnlyRebuildInstallation(PostgresFixture postgres) : RebuildInstallation(postgres)
{
    protected override IEnumerable<string> Settings => [.. base.Settings, "--Role=Web"];
}
