using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Docs;

/// <summary>Every link from page to page leads somewhere.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_between_pages_and_to_the_code_lead_somewhere() =>
        Links().Where(link => !LeadsSomewhere(link.Page, link.Target)).Select(link => $"{link.Page}: {link.Target}").ShouldBeEmpty();

    [Fact]
    public void Every_page_is_reached_from_the_index()
    {
        var index = Path.Combine(Pages.Root, "docs", "README.md");
        var linked = Links().Where(link => link.Page == index).Select(link => Absolute(link.Page, link.Target.Split('#')[0]));
        Pages.All.Where(page => page.StartsWith(Path.GetDirectoryName(index)!, StringComparison.Ordinal)).Except([index]).Except(linked).ShouldBeEmpty();
    }

    private static List<(string Page, string Target)> Links()
    {
        var links = Pages.All
            .SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(match => (Page: page, Target: match.Groups[1].Value)))
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal))
            .ToList();
        links.Count.ShouldBeGreaterThan(20, "or the test does not see the links");
        return links;
    }

    private static bool LeadsSomewhere(string page, string target)
    {
        var (file, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var path = file.Length == 0 ? page : Absolute(page, file);
        return (File.Exists(path) || Directory.Exists(path))
            && (anchor is null || File.ReadAllLines(path).Any(line => line.StartsWith('#') && AnchorOf(line) == anchor));
    }

    private static string Absolute(string page, string target) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, target)).TrimEnd('/');

    private static string AnchorOf(string heading) =>
        new([.. heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_')]);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
