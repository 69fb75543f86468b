using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Tests.Status;
using Ausweisstatus.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>
/// An installation with half a year behind it: passports of one office took ten working days at the plant and two more until they were ready, then the
/// plant made half as many a day for two weeks. Its node is for the web only, so that nothing but the tests works anything out.
/// </summary>
public sealed class PlantInstallation(PostgresFixture postgres) : StaffInstallation(postgres)
{
    private const int ADay = 12;
    private const int AtThePlant = 10;

    public static DateOnly Today => DateTimeOffset.UtcNow.DayInBerlin();

    public static DateOnly WeekAgo => Today.AddDays(-7);

    /// <summary>Applied for nine working days ago, at the plant since.</summary>
    public string AtPlant { get; private set; } = "";

    public Guid AtPlantId { get; private set; }

    /// <summary>On its way to the office since the last working day.</summary>
    public string OnItsWay { get; private set; } = "";

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    protected override IEnumerable<string> Settings => [.. base.Settings, "--Role=Web"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var (now, before) = (ExpectedTimes.LastComplete(Today), ExpectedTimes.LastComplete(WeekAgo));
        await HistoryAsync(before, slowFrom: int.MaxValue);
        await Maker().MakeAsync(MorningOf(WeekAgo), CancellationToken.None);
        await ExecuteAsync($"update ausweisstatus.expected_times set made_at = '{WeekAgo:yyyy-MM-dd} 04:00+00'");
        await HistoryAsync(now, slowFrom: now - 9);
        await Maker().MakeAsync(MorningOf(Today), CancellationToken.None);
        await Services.GetRequiredService<ExpectedTimesDirectory>().RefreshAsync(CancellationToken.None);

        using var office = As("office-berlin-mitte");
        using var printShop = As("print-shop");
        (AtPlant, AtPlantId) = await ApplyAsync(office, "PLANT-1", now - 9);
        (OnItsWay, _) = await ApplyAsync(office, "PLANT-2", now - 14);
        await printShop.SayAsync("/print-shops/bdr", "PLANT-2", "dispatched", Noon(now), new { to = "office" });
    }

    internal MakeExpectedTimes Maker() => PlantHistory.Maker(Services, NullLogger<MakeExpectedTimes>.Instance);

    public async Task<JsonNode?> ExpectedAsync(string reference, string language = "en")
    {
        using var citizen = Anonymous();
        return (await citizen.AnswerAsync(reference, language))["expected"];
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static DateTimeOffset MorningOf(DateOnly day) => BerlinTime.MomentInBerlin(day.ToDateTime(new(4, 0)));

    public static string Noon(int day) => $"{WorkingDays.DayOf(day):yyyy-MM-dd}T11:00:00Z";

    private static async Task<(string Reference, Guid Id)> ApplyAsync(HttpClient office, string order, int day) =>
        (await office.ApplyAsync(order, "passport", Noon(day)), DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)));

    // The times differ by a day or two.
    private Task HistoryAsync(int last, int slowFrom) => PlantHistory.WriteAsync(Database, ADay, last, (start, i) =>
    {
        var dispatched = start + AtThePlant + (i % 3) - 1;
        dispatched += dispatched > slowFrom ? dispatched - slowFrom : 0;
        return (dispatched, dispatched + 2);
    });
}

/// <summary>Test classes that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPlant : ICollectionFixture<PlantInstallation>
{
    public const string Name = "plant";
}
