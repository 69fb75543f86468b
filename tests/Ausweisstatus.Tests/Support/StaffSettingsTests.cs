using Ausweisstatus.Access.Staff;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>What would keep staff out, or let others in, is said before anybody is let in.</summary>
public sealed class StaffSettingsTests
{
    [Fact]
    public void Settings_that_fit_are_taken_in_both_environments()
    {
        WrongIn("Production", _ => { }).ShouldBeNull();
        WrongIn("Development", settings => (settings.Issuer, settings.PublicUrl) = ("http://127.0.0.1:1234/", null)).ShouldBeNull();
        WrongIn("Production", settings => (settings.Issuer, settings.ClientId) = (null, null)).ShouldBeNull();
    }

    [Theory]
    [InlineData("http://login.example-town.de")]
    [InlineData("http://127.0.0.1:1234/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost:5001")]
    [InlineData("https://[::1]/")]
    [InlineData("login.example-town.de")]
    [InlineData("https://login.example-town.de/?x")]
    public void Production_takes_no_provider_without_https_and_none_of_this_machine(string issuer) =>
        WrongIn("Production", settings => settings.Issuer = issuer).ShouldNotBeNull().ShouldContain("Staff__Issuer");

    [Fact]
    public void What_is_missing_or_opens_too_much_is_named()
    {
        WrongIn("Production", settings => settings.ClientId = " ").ShouldNotBeNull().ShouldContain("Staff__ClientId");
        WrongIn("Production", settings => settings.Audience = settings.ClientId!).ShouldNotBeNull().ShouldContain("Staff__Audience");
        WrongIn("Production", settings => settings.Roles = []).ShouldNotBeNull().ShouldContain("Staff__Roles");
        WrongIn("Production", settings => settings.Roles[StaffRole.Hotline] = [""]).ShouldNotBeNull().ShouldContain("Staff__Roles");
        WrongIn("Production", settings => settings.ClientSecretFile = "/nowhere/secret").ShouldNotBeNull().ShouldContain("Staff__ClientSecretFile");
        WrongIn("Production", settings => settings.PublicUrl = null).ShouldNotBeNull().ShouldContain("Staff__PublicUrl");
        WrongIn("Production", settings => settings.PublicUrl = new Uri("http://ausweis.example-town.de")).ShouldNotBeNull().ShouldContain("Staff__PublicUrl");
    }

    private static string? WrongIn(string environment, Action<StaffSettings> change)
    {
        var settings = new StaffSettings
        {
            Issuer = "https://login.example-town.de/realms/town",
            ClientId = "ausweisstatus",
            PublicUrl = new Uri("https://ausweis.example-town.de"),
            Roles = { [StaffRole.Support] = ["support"] },
        };
        change(settings);
        return new CheckStaffSettings(new HostingEnvironment { EnvironmentName = environment }).Validate(null, settings).FailureMessage;
    }
}
