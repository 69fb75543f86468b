using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>The published figures, as printed by their sources, against what the feed does.</summary>
public sealed class FiguresTests
{
    private static readonly List<FedDocument> Usual = [.. Runs.Documents(Runs.Usual, 20_000)];

    // Long after the surge, so that every course of it is complete.
    private static readonly List<FedDocument> Surge = [.. Runs.Documents(new Run(Scenario.All[1], new DateOnly(2026, 1, 1), 7), 60_000)];

    [Fact]
    public void Identity_cards_and_passports_are_ordered_as_in_a_usual_month()
    {
        var identityCards = Usual.Count(Is(DocumentKind.IdentityCard));
        var passports = Usual.Count(fed => fed.Application.Kind is DocumentKind.Passport or DocumentKind.ExpressPassport);

        (identityCards / (double)passports).ShouldBe(625_000 / 250_000.0, 0.1);
        Usual.Select(fed => fed.Application.Kind).Distinct().Count().ShouldBe(8);
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 12)]
    [InlineData(3, 13.5)]
    [InlineData(5, 21.8)]
    [InlineData(6, 28.9)]
    [InlineData(7, 34.4)]
    [InlineData(8, 39)]
    [InlineData(9, 36.5)]
    public void Passports_of_the_surge_take_as_long_as_published(int month, double meanWorkingDays) =>
        Mean(Surge.Where(fed => fed.Application.At.Month == month), DocumentKind.Passport).ShouldBe(meanWorkingDays, meanWorkingDays * 0.03);

    [Fact]
    public void Other_means_are_those_published()
    {
        Mean(Surge.Where(fed => fed.Application.At.Month == 7), DocumentKind.IdentityCard).ShouldBe(4.9, 0.15);
        Mean(Surge.Where(fed => fed.Application.At.Month == 9), DocumentKind.IdentityCard).ShouldBe(4.2, 0.15);
        Mean(Usual.Where(Early), DocumentKind.IdentityCard).ShouldBe(4.4, 0.1);
        Mean(Usual.Where(Early), DocumentKind.Passport).ShouldBe(12, 0.3);
    }

    [Fact]
    public void An_express_passport_is_made_and_delivered_in_three_days() =>
        Usual.Where(Early).Where(Is(DocumentKind.ExpressPassport)).Where(fed => !fed.Application.DirectDelivery && Plain(fed))
            .Average(fed => Days(fed, FactName.OrderConfirmed, FactName.ArrivedAtOffice)).ShouldBe(3, 0.5);

    [Fact]
    public void Passports_of_the_surge_are_ordered_as_published()
    {
        int Passports(Func<int, bool> months) => Surge.Count(fed =>
            fed.Application.Kind is DocumentKind.Passport or DocumentKind.ExpressPassport && months(fed.Application.At.Month));

        var all = (double)Passports(month => month <= 8);

        (Passports(month => month == 4) / all).ShouldBe(700 / 5100.0, 0.01);
        (Passports(month => month == 1) / all).ShouldBe(600 / 5100.0, 0.01);
    }

    [Fact]
    public void A_missed_delivery_is_held_for_seven_working_days_and_then_goes_to_the_office()
    {
        var returned = Usual.Where(fed => fed.Steps.Any(step => step.Fact == FactName.ReturnedToOffice)).ToList();

        returned.Count.ShouldBeGreaterThan(50);
        returned.ShouldAllBe(fed => Days(fed, FactName.DeliveryMissed, FactName.ReturnedToOffice) >= 7);
        Usual.Where(fed => fed.Steps.Any(step => step.Fact == FactName.DeliveryMissed) && fed.Expected.Stage == Stage.HandedOver && Plain(fed))
            .Where(fed => fed.Steps[^2].Fact == FactName.DeliveryMissed)
            .ShouldAllBe(fed => Days(fed, FactName.DeliveryMissed, FactName.Delivered) <= 8);
    }

    [Fact]
    public void A_branch_office_has_it_five_working_days_after_the_main_office() =>
        Usual.Where(fed => Plain(fed) && fed.Steps.Any(step => step.Fact == FactName.ReadyForPickup)
                && fed.Steps.Any(step => step.Fact == FactName.ArrivedAtOffice)
                && fed.Application.PickUpAt.Slug is "mitte-osloer" or "mitte-rathaus-tiergarten")
            .ShouldAllBe(fed => Days(fed, FactName.ArrivedAtOffice, FactName.ReadyForPickup) >= 4.5);

    // Applied for early enough that the end of the feed does not cut off the slow ones and bias the mean.
    private static bool Early(FedDocument fed) => fed.Application.At < Runs.Usual.Cut.AddDays(-60);

    private static Func<FedDocument, bool> Is(DocumentKind kind) => fed => fed.Application.Kind == kind;

    private static bool Plain(FedDocument fed) => !fed.Steps.Any(step => step.StartsAgain || step.Fact == FactName.Cancelled);

    private static double Mean(IEnumerable<FedDocument> documents, DocumentKind kind) =>
        documents.Where(Is(kind)).Where(Plain).Average(fed => Days(fed, FactName.OrderConfirmed, FactName.ProductionCompleted));

    // Counted day by day, to owe nothing to the calendar of the simulator.
    private static double Days(FedDocument fed, FactName from, FactName to)
    {
        var at = fed.Steps.First(step => step.Fact == from).At.ToOffset(TimeSpan.FromHours(1));
        var end = fed.Steps.FirstOrDefault(step => step.Fact == to)?.At ?? throw new InvalidOperationException($"{fed.Application.Order}: no {to}");
        var days = 0.0;
        while (at < end)
        {
            var midnight = (at - at.TimeOfDay).AddDays(1);
            var until = midnight < end ? midnight : end;
            days += at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : (until - at).TotalDays;
            at = midnight;
        }

        return days;
    }
}
