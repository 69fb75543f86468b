using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Status;

/// <summary>What is true today is not always true tomorrow, though nothing happens.</summary>
[Collection(SharedInstallation.Name)]
public sealed class WatchDayTests(Installation installation)
{
    [Fact]
    public async Task Who_watches_past_midnight_is_told_that_the_time_to_collect_is_over()
    {
        var lastDay = DateTimeOffset.UtcNow.DayInBerlin().AddDays(1);
        var order = Events.NewOrder();
        using var office = installation.As("office-berlin-mitte");
        var reference = await office.ApplyAsync(order);
        await office.SayAsync(
            "/authorities/berlin-mitte", order, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer", heldUntil = lastDay });

        var clock = new ShiftedClock();
        await using var node = await StartAsync(clock);
        using var citizen = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        // Ten minutes before the last day is over, whether or not it is summer time.
        clock.SetTo(new DateTimeOffset(lastDay.ToDateTime(new TimeOnly(22, 50)), TimeSpan.Zero));
        if (clock.GetUtcNow().DayInBerlin() != lastDay)
        {
            clock.Shift(TimeSpan.FromHours(-1));
        }

        await using var watched = await WatchedStream.OfAsync(citizen, reference, "en");
        var before = await watched.StatusAsync();
        clock.Shift(TimeSpan.FromMinutes(20));
        var after = await watched.StatusAsync();

        ((string)before["nextStep"]!["code"]!, (string)after["nextStep"]!["code"]!).ShouldBe(("collect", "contact-office"));
        ((string)after["headline"]!).ShouldBe("Your identity card was ready for collection, but the time to collect it is over.");
    }

    private async Task<WebApplication> StartAsync(TimeProvider clock)
    {
        var node = Host.Build(
            [.. installation.NodeSettings, "--environment=Development"],
            builder => builder.Services.RemoveAll<TimeProvider>().AddSingleton(clock));
        await node.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    /// <summary>Goes as the system's does, from another moment.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        private long shift;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));

        public void SetTo(DateTimeOffset moment) => Shift(moment - GetUtcNow());

        public void Shift(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);
    }
}
