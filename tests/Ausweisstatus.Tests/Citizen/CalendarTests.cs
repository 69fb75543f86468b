using System.Text;
using Ausweisstatus.Citizen.Calendars;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Ical.Net.DataTypes;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Status.Stories;

namespace Ausweisstatus.Tests.Citizen;

/// <summary>The files for calendars, as another program reads them.</summary>
public sealed class CalendarTests
{
    // Women's Day, Good Friday, Easter Monday and the begin of summer time lie before the last day.
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Until = new(2027, 4, 9);
    private static readonly Location Place = new()
    {
        Id = Office,
        Name = "Bürgeramt; Osloer Straße, \"Nord\"",
        Street = "Osloer Straße 36",
        City = "Berlin",
        Hours = "Mo 07:30-15:00; Do 10:00-12:00, 13:00-18:00; Fr 07:00-14:30",
        Bring = [@"Das Formular \neu, mit Foto; " + string.Concat(Enumerable.Repeat("ausgefüllt ", 20))],
    };

    private static readonly AuthorityEntry Mitte = new() { Id = "berlin-mitte", State = "DE-BE", Locations = [Place] };

    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    [Theory, MemberData(nameof(Languages))]
    public void The_last_day_is_a_whole_day_with_the_place_the_hours_and_what_to_bring(string code)
    {
        var language = Language.Of(code);
        var file = CalendarOf(language).LastDay().ShouldNotBeNull();

        var entry = Read(file).Events.ShouldHaveSingleItem();
        (entry.Summary, entry.IsAllDay).ShouldBe((language["calendar.last-day", AnswerIn(language).KindName], true));
        (entry.DtStart!.Value, entry.DtEnd!.Value).ShouldBe((Until.ToDateTime(default), Until.AddDays(1).ToDateTime(default)));
        entry.Location.ShouldBe("Bürgeramt; Osloer Straße, \"Nord\", Osloer Straße 36, Berlin");
        AnswerIn(language).Pickup!.Bring.ShouldAllBe(thing => entry.Description!.Contains(thing.Trim(), StringComparison.Ordinal));
        entry.Alarms.ShouldHaveSingleItem().Trigger!.Duration!.ToString().ShouldBe("-P6DT15H");
        entry.DtStamp!.AsUtc.ShouldBe(Now.UtcDateTime);
    }

    [Fact]
    public void Opening_hours_are_the_times_at_which_one_can_come_until_the_last_day_and_no_others()
    {
        var calendar = Read(CalendarOf(Language.Default).Hours().ShouldNotBeNull());

        var times = calendar.GetOccurrences(new CalDateTime(2027, 1, 1)).Select(one => (one.Period.StartTime.AsUtc, one.Period.EffectiveEndTime!.AsUtc)).Order().ToList();

        var expected = from offset in Enumerable.Range(0, 40)
                       let day = new DateOnly(2027, 3, 1).AddDays(offset)
                       where !day.IsHoliday("DE-BE")
                       from time in OpeningHours.Read(Place.Hours!)![day.DayOfWeek]
                       select (BerlinTime.MomentInBerlin(day.ToDateTime(time.From)).UtcDateTime, BerlinTime.MomentInBerlin(day.ToDateTime(time.To)).UtcDateTime);
        times.ShouldBe(expected);
        times.Count.ShouldBe(21);
        calendar.Events.Select(entry => entry.Uid).ShouldBeUnique();
    }

    [Theory, MemberData(nameof(Languages))]
    public void Lines_are_folded_at_75_bytes_and_no_letter_is_torn(string code)
    {
        foreach (var file in new[] { CalendarOf(Language.Of(code)).LastDay()!, CalendarOf(Language.Of(code)).Hours()! })
        {
            file.ShouldEndWith("END:VCALENDAR\r\n");
            var lines = file.Split("\r\n");
            lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\n') && !line.Contains('\r') && !line.Contains('\ufffd'));
            lines.ShouldContain(line => line.StartsWith(' '), "or the test sees nothing");
        }
    }

    [Fact]
    public void An_entry_keeps_its_name_which_tells_nothing()
    {
        string Uid(Document document, DateTimeOffset now) => Read(new CollectCalendar(AnswerIn(Language.Default), document.Status.Lookup!.Value, Place, "DE-BE", Language.Default, now).LastDay()!).Events[0]!.Uid!;
        var document = Of(Applied(), new ReadyForPickup(Day(7), Office, Until));

        Uid(document, Now).ShouldBe(Uid(document, Now.AddDays(3)));
        Uid(document, Now).ShouldNotBe(Uid(Of(Applied() with { Lookup = Lookup.Parse("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") }), Now));
        foreach (var told in new[] { document.Lookup!, document.Lookup![2..], "B-1", "1990" })
        {
            CalendarOf(Language.Default).LastDay()!.ShouldNotContain(told);
        }
    }

    [Fact]
    public void The_day_before_is_soon_enough_where_a_week_before_is_over() =>
        Read(CalendarOf(Language.Default, Now.AddDays(35)).LastDay()!).Events[0]!.Alarms[0]!.Trigger!.Duration!.ToString().ShouldBe("-PT15H");

    [Fact]
    public void Where_nothing_is_known_there_is_no_file()
    {
        CalendarOf(Language.Default, ready: new ReadyForPickup(Day(7), Office)).LastDay().ShouldBeNull();
        CalendarOf(Language.Default, place: Place with { Hours = "nach Vereinbarung" }).Hours().ShouldBeNull();
        CalendarOf(Language.Default, place: null).Hours().ShouldBeNull();
        // A Saturday, and the last day is the Sunday after it.
        CalendarOf(Language.Default, new DateTimeOffset(2027, 3, 6, 8, 0, 0, TimeSpan.Zero), new ReadyForPickup(Day(7), Office, new DateOnly(2027, 3, 7))).Hours().ShouldBeNull();
        Read(CalendarOf(Language.Default, ready: new ReadyForPickup(Day(7), Office)).Hours()!).Events.Count.ShouldBe(4, "for some weeks");
    }

    private static StatusAnswer AnswerIn(Language language, DateTimeOffset? now = null, ReadyForPickup? ready = null) =>
        AnswerStatus.At(Of(Applied(), ready ?? new ReadyForPickup(Day(7), Office, Until)), Mitte, language, now ?? Now)!;

    private static CollectCalendar CalendarOf(Language language, DateTimeOffset? now = null, ReadyForPickup? ready = null) => CalendarOf(language, Place, now, ready);

    private static CollectCalendar CalendarOf(Language language, Location? place, DateTimeOffset? now = null, ReadyForPickup? ready = null) =>
        new(AnswerIn(language, now, ready), Applied().Lookup, place, "DE-BE", language, now ?? Now);

    private static Ical.Net.Calendar Read(string file) => Ical.Net.Calendar.Load(file).ShouldNotBeNull();
}
