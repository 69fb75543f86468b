using Ausweisstatus.Domain;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake.Recording;

/// <summary>What cannot be recorded is one result of many, and never the end of a batch or of somebody else's request.</summary>
[Collection(SharedInstallation.Name)]
public sealed class OneFaultAmongManyTests(Installation installation)
{
    private const string Office = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Fact]
    public async Task A_fact_that_breaks_its_commit_is_rejected_alone()
    {
        var broken = NewOrder();
        await office.PostEventAsync(Event("order-sent", broken, source: Office));
        await SetTypeAsync(broken, "of-tomorrow");
        var facts = Enumerable.Range(0, 20).Select(number => Event("order-sent", NewOrder(), source: Office)).ToList();
        facts.Insert(7, Event("reference-reissued", broken, new { generation = 2 }, Office));

        var batch = office.PostBatchAsync([.. facts]);
        var single = office.PostEventAsync(Event("order-sent", NewOrder(), source: Office));

        var results = (await (await batch).JsonAsync())["results"]!.AsArray();
        results.Select((result, index) => (string)result!["outcome"]! == (index == 7 ? "rejected" : "accepted")).ShouldAllBe(right => right);
        ((string)results[7]!["problem"]!["type"]!).ShouldBe("urn:ausweisstatus:problem:unexpected");
        (await single).IsSuccessStatusCode.ShouldBeTrue();
        await SetTypeAsync(broken, "order-sent");
    }

    // A document that has to be folded again, from a stream with a fact that this version does not know.
    private async Task SetTypeAsync(string order, string type)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand("""
            with damaged as (update ausweisstatus.mt_doc_document set mt_version = case $2 when 'order-sent' then 1 else 17 end where id = $1)
            update ausweisstatus.mt_events set type = $2 where stream_id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = type });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
