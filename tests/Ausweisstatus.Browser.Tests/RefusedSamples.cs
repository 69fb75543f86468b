using Ausweisstatus.Tests.Intake;
using Npgsql;

namespace Ausweisstatus.Browser.Tests;

/// <summary>What goes wrong between systems: refused facts, a sender that fell silent, documents that stayed behind.</summary>
internal static class RefusedSamples
{
    /// <summary>The page of refused facts that stay wrong, however often they are sent.</summary>
    public const string Path = "/staff/refusals/print-shop/invalid-data";

    public static async Task MakeAsync(RunningPages pages, NpgsqlDataSource database)
    {
        var order = new string('X', 64);
        await pages.RefuseAsync(
            Events.Event("dispatched", "refused-1", new { to = "ofice", carrier = "DHL" }, id: "refused/1"),
            Events.Event("dispatched", order, new { to = "moon" }, id: "refused/2"),
            Events.Event("dispatched", "refused-3", new { to = "office", carrier = new string('x', 17_000) }, id: "refused/3"),
            Events.Event("handed-over", "refused-4", id: "refused/4"),
            Events.Event("lost", "berlin-mitte", id: "refused/5"));

        await using var command = database.CreateCommand("""
            with heard as (select date_trunc('hour', now()) - number * interval '1 hour' as hour from generate_series(30, 30 + 8 * 168 - 1) as number),
            sender as (insert into ausweisstatus.senders select 'courier', 'delivered', min(hour), max(hour) + interval '20 minutes' from heard),
            hours as (insert into ausweisstatus.sender_hours select 'courier', 'delivered', hour, 3 from heard)
            insert into ausweisstatus.stage_times (tenant_id, document, line, stage, run, entered_at, left_at, hours, working_days, is_open)
            select 'berlin-mitte', gen_random_uuid(), 1, 'shipped', 1, noon, case when number > 3 then noon + interval '20 hours' end,
                case when number > 3 then 20 end, case when number > 3 then 1 end, number <= 3
            from generate_series(1, 12) as number, (values (date_trunc('day', now()) - interval '9 days' + interval '12 hours')) as entered (noon)
            """);
        await command.ExecuteNonQueryAsync();
    }
}
