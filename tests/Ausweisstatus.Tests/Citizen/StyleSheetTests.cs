using System.Text.RegularExpressions;
using Ausweisstatus.Tests.Docs;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Citizen;

/// <summary>What our style sheets take from KERN.</summary>
public sealed partial class StyleSheetTests
{
    private static readonly string Citizen = Path.Combine(Pages.Root, "src", "Ausweisstatus", "Citizen");
    private static readonly string Kern = File.ReadAllText(Path.Combine(Citizen, "Assets", "kern.css"));

    [Fact]
    public void Every_value_of_kern_that_is_named_is_there_and_no_other()
    {
        var named = Directory.GetFiles(Path.Combine(Citizen, "Assets"), "*.css")
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct().Order(StringComparer.Ordinal);

        Values().Matches(Kern).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal).ShouldBe(named);
    }

    [Fact]
    public void What_is_kerns_says_so_and_has_its_licence_beside_it()
    {
        Kern.ShouldStartWith("/* Design tokens of KERN 2.");
        Kern.Split('\n')[0].ShouldContain("EUPL-1.2");
        File.ReadAllText(Path.Combine(Citizen, "kern-licence.md")).ShouldContain("EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2");
    }

    [Fact]
    public void Every_colour_can_be_read_by_old_browsers_too() =>
        Values().Matches(Kern).Where(match => match.Groups["name"].Value.Contains("color")).ShouldAllBe(match => match.Groups["value"].Value.StartsWith('#'));

    [GeneratedRegex(@"var\((?<name>--kern-[\w-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<name>--kern-[\w-]+): (?<value>[^;]+);", RegexOptions.ExplicitCapture)]
    private static partial Regex Values();
}
