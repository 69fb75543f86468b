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
        await SetStoredVersionAsync(broken, 17);
        var facts = Enumerable.Range(0, 20).Select(number => Event("order-sent", NewOrder(), source: Office)).ToList();
        facts.Insert(7, Event("reference-reissued", broken, new { generation = 2 }, Office));

        var batch = office.PostBatchAsync([.. facts]);
        var single = office.PostEventAsync(Event("order-sent", NewOrder(), source: Office));

        var results = (await (await batch).JsonAsync())["results"]!.AsArray();
        results.Select((result, index) => (string)result!["outcome"]! == (index == 7 ? "rejected" : "accepted")).ShouldAllBe(right => right);
        ((string)results[7]!["problem"]!["type"]!).ShouldBe("urn:ausweisstatus:problem:unexpected");
        (await single).IsSuccessStatusCode.ShouldBeTrue();
        await SetStoredVersionAsync(broken, 1);
    }

    // A stored document whose version is not that of its stream can never be written after it was read.
    private async Task SetStoredVersionAsync(string order, long version)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand("update ausweisstatus.mt_doc_document set mt_version = $2 where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
