using Ausweisstatus.Operate;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

public sealed class SampleDocumentsTests
{
    [Theory]
    [InlineData("2026-07-01T21:59:00Z", "2026-07-01")]
    [InlineData("2026-07-01T22:01:00Z", "2026-07-02")]
    [InlineData("2026-12-31T23:30:00Z", "2027-01-01")]
    public void Today_is_the_day_in_Berlin(string now, string today) =>
        SampleDocuments.DayFrom(DateTimeOffset.Parse(now, null), 0).ShouldBe(today);
}
