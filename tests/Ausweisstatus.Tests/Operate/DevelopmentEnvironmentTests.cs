using Ausweisstatus.Operate;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

public sealed class DevelopmentEnvironmentTests
{
    [Theory]
    [InlineData(true, "Development")]
    [InlineData(true, "development")]
    [InlineData(true, "DEVELOPMENT", "Development")]
    [InlineData(false)]
    [InlineData(false, "")]
    [InlineData(false, "Production")]
    [InlineData(false, "production")]
    [InlineData(false, "Staging")]
    [InlineData(false, "Prod")]
    [InlineData(false, "Developmen")]
    [InlineData(false, "Development ")]
    [InlineData(false, "Development", "Production")]
    [InlineData(false, "", "Development")]
    public void Only_what_says_development_and_nothing_else_is_development(bool isDevelopment, params string[] told) =>
        DevelopmentEnvironment.Says(told).ShouldBe(isDevelopment);
}
