using Ausweisstatus.Calibration;
using Ausweisstatus.Domain.Expectation;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>A small part of what docs/expected-dates.md reports, in a world in which nobody is dealt a time.</summary>
public sealed class CalibrationTests
{
    private static readonly Lazy<Calibrated> Small = new(() => Calibrate.Run(Feeds.Queue, runs: 1, truths: 3, end: new(2024, 4, 1)));

    [Fact]
    public void Four_of_five_ranges_hold_in_each_month()
    {
        var months = Small.Value.Months.Select(month => Small.Value.Total(cell => cell.Month == month)).ToArray();

        months.Length.ShouldBe(4);
        foreach (var month in months)
        {
            month.Count.ShouldBeGreaterThan(1000);
            month.Coverage.ShouldBeInRange(72, 91);
        }
    }

    [Fact]
    public void So_do_those_of_small_authorities_and_those_that_are_nearly_due()
    {
        Small.Value.Total(cell => cell.Authority == "small").Coverage.ShouldBeInRange(70, 92);
        Small.Value.Total(cell => cell.Horizon == Horizon.Near).Coverage.ShouldBeInRange(70, 92);
    }

    [Fact]
    public void They_are_not_much_wider_than_those_of_who_knows_the_world() => Small.Value.Total(_ => true).ToTrueWidth.ShouldBeInRange(0.6, 1.5);

    [Fact]
    public void The_pictures_and_tables_are_made_of_the_figures()
    {
        Report.Figures([Small.Value], runs: 1).ShouldContain("| 2024-02 | ");
        Report.Csv([Small.Value]).ShouldContain("\"queue\",2024-02,passport,10 days,large,");
        System.Xml.Linq.XDocument.Parse(Chart.Coverage(Small.Value)).Root!.Elements().Count(element => element.Name.LocalName == "polyline").ShouldBe(2);
        System.Xml.Linq.XDocument.Parse(Chart.Passports(Small.Value)).Root!.Elements().Count(element => element.Name.LocalName == "circle").ShouldBe(Small.Value.Fans.Count);
    }
}
