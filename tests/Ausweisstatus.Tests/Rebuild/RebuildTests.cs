using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuild;

public sealed class RebuildTests(Installation installation) : IClassFixture<Installation>, IAsyncDisposable
{
    private const string Table = "ausweisstatus.mt_doc_document";

    private readonly StoredDocuments stored = new(installation);
    private readonly int seed = Random.Shared.Next();

    [Fact]
    public async Task From_nothing_it_equals_byte_for_byte_what_live_processing_wrote()
    {
        // More than a page of documents, with several facts each.
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(Orders(700), 4000), atOnce: 1000);
        var live = await stored.RowsAsync();
        await stored.DamageAsync($"truncate {Table}");

        var rebuilt = await stored.RebuildAsync();

        (await stored.RowsAsync()).ShouldBe(live, $"seed {seed}");
        live.Count.ShouldBeGreaterThan(1000);
        rebuilt.Documents.ShouldBe(live.Count);
        rebuilt.Differing.ShouldBe(live.Count);
        rebuilt.Facts.ShouldBeGreaterThan(4000);
        (await stored.RebuildAsync()).ShouldBe(rebuilt with { Differing = 0 });
    }

    [Theory]
    [InlineData("update ausweisstatus.mt_doc_document set data = jsonb_set(data, '{1}', '\"B-9\"') where id = $$")]
    [InlineData("update ausweisstatus.mt_doc_document set lookup = '1:stolen' where id = $$")]
    [InlineData("update ausweisstatus.mt_doc_document set lookup = null where id = $$")]
    [InlineData("update ausweisstatus.mt_doc_document set mt_version = mt_version + 1 where id = $$")]
    [InlineData("delete from ausweisstatus.mt_doc_document where id = $$")]
    [InlineData("insert into ausweisstatus.mt_doc_document (tenant_id, id, data, lookup) select tenant_id, gen_random_uuid(), data, lookup from ausweisstatus.mt_doc_document where id = $$")]
    [InlineData("insert into ausweisstatus.mt_doc_document (tenant_id, id, data, lookup) select 'elsewhere', id, data, lookup from ausweisstatus.mt_doc_document where id = $$")]
    [InlineData("insert into ausweisstatus.mt_doc_document (tenant_id, id, data, lookup) select 'aachen', id, data, lookup from ausweisstatus.mt_doc_document where id = $$")]
    public async Task What_was_damaged_is_mended_and_nothing_else_is_touched(string damage)
    {
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(Orders(20), 100), atOnce: 100);
        var live = await stored.RowsAsync();
        var somebody = $"(select id from {Table} where tenant_id = 'berlin-mitte' and lookup is not null order by md5(id::text || '{seed}') limit 1)";
        (await stored.DamageAsync(damage.Replace("$$", somebody, StringComparison.Ordinal))).ShouldBe(1);
        (await stored.RowsAsync()).ShouldNotBe(live);

        var rebuilt = await stored.RebuildAsync();

        (await stored.RowsAsync()).ShouldBe(live, $"seed {seed}");
        rebuilt.Differing.ShouldBe(1);
    }

    [Fact]
    public async Task While_facts_are_posted_nothing_is_lost()
    {
        // Few documents and many facts: every page meets documents that are being written.
        var orders = Orders(12);
        var posting = Task.WhenAll(Enumerable.Range(0, 3).Select(sender => Task.Run(() =>
            UntidyFeed.PostAsync(installation, new UntidyFeed(seed / 4 + sender).Tell(orders, 600), atOnce: 20))));
        var rebuilds = 0;
        for (; !posting.IsCompleted; rebuilds++)
        {
            await stored.RebuildAsync();
        }

        await posting;

        var live = await stored.RowsAsync();
        await stored.DamageAsync($"truncate {Table}");
        await stored.RebuildAsync();

        rebuilds.ShouldBeGreaterThan(10);
        live.ShouldBe(await stored.RowsAsync(), $"seed {seed}");
    }

    public ValueTask DisposeAsync() => stored.DisposeAsync();

    private string[] Orders(int count) => [.. Enumerable.Range(0, count).Select(number => $"B-{seed}-{number}")];
}
