using System.Globalization;
using System.Text;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-05-04T09:12:07Z", "2026-05-04T09:12:07.0000000")]
    [InlineData("2026-05-04t09:12:07z", "2026-05-04T09:12:07.0000000")]
    [InlineData("2026-05-04T09:12:07+02:00", "2026-05-04T07:12:07.0000000")]
    [InlineData("2026-05-04T09:12:07-23:59", "2026-05-05T09:11:07.0000000")]
    [InlineData("2026-05-04T09:12:07+23:59", "2026-05-03T09:13:07.0000000")]
    [InlineData("2026-05-04T09:12:07-00:00", "2026-05-04T09:12:07.0000000")]
    [InlineData("2026-05-04T09:12:07.5Z", "2026-05-04T09:12:07.5000000")]
    [InlineData("2026-05-04T09:12:07.12345678999999999999999Z", "2026-05-04T09:12:07.1234567")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("2026-05-04T09:59:60.25+02:00", "2026-05-04T08:00:00.2500000")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    public void A_time_is_read_as_the_moment_it_is(string text, string utc)
    {
        Rfc3339.TryParse(text, out var time).ShouldBeTrue();

        time.Offset.ShouldBe(TimeSpan.Zero);
        time.DateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-05-04")]
    [InlineData("2026-05-04T09:12:00")]
    [InlineData("2026-05-04T09:12Z")]
    [InlineData("2026-05-04 09:12:00Z")]
    [InlineData("2026-05-04T09:12:07.Z")]
    [InlineData("2026-05-04T09:12:07,5Z")]
    [InlineData("2026-05-04T09:12:07+0200")]
    [InlineData("2026-05-04T09:12:07+02")]
    [InlineData("2026-05-04T09:12:07+24:00")]
    [InlineData("2026-05-04T09:12:07+02:60")]
    [InlineData("2026-05-04T09:12:07\u221202:00")]
    [InlineData("2026-05-04T24:00:00Z")]
    [InlineData("2026-05-04T09:60:00Z")]
    [InlineData("2026-05-04T09:12:61Z")]
    [InlineData("2026-02-29T09:12:00Z")]
    [InlineData("2026-13-01T09:12:00Z")]
    [InlineData("2026-00-01T09:12:00Z")]
    [InlineData("2026-05-00T09:12:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("12026-05-04T09:12:00Z")]
    [InlineData("-026-05-04T09:12:00Z")]
    [InlineData("2026-W19-1T09:12:00Z")]
    [InlineData(" 2026-05-04T09:12:00Z")]
    [InlineData("2026-05-04T09:12:00Z ")]
    [InlineData("2026-05-04T09:12:00ZZ")]
    [InlineData("2026-05-04T09:12:00Z\0")]
    [InlineData("2026-05-04T09:12:00+02:00[Europe/Berlin]")]
    [InlineData("\u0662\u0660\u0662\u0666-05-04T09:12:00Z")]
    [InlineData("\u0132026-05-04T09:12:00Z")]
    public void What_is_no_such_time_is_not_read(string text)
    {
        Rfc3339.TryParse(text, out _).ShouldBeFalse();
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_time_is_read_back_as_it_was_written() => Gen.Select(Gen.DateTimeOffset, Gen.Int[0, 7]).Sample((time, digits) =>
    {
        var text = time.ToString("yyyy-MM-ddTHH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits)) + "zzz", CultureInfo.InvariantCulture);
        var expected = time.UtcTicks - (time.UtcTicks % (long)Math.Pow(10, 7 - digits));

        Rfc3339.TryParse(text, out var read).ShouldBeTrue(text);
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var again).ShouldBeTrue(text);

        read.UtcTicks.ShouldBe(expected, text);
        again.ShouldBe(read);
    });
}
