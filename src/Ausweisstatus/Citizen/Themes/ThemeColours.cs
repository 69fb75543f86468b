using System.Text;
using System.Text.RegularExpressions;

namespace Ausweisstatus.Citizen.Themes;

/// <summary>What a theme says of one scheme, light or dark. What it leaves out stays KERN's.</summary>
internal sealed partial record ThemeColours(string? Brand = null, string? Action = null, string? Focus = null)
{
    private const double Text = 4.5, Outline = 3;

    private const string Surface = "layout-background-level-1";

    private static readonly string Kern = PageAssets.Text("kern.css");

    /// <summary>Says what is wrong with them, if anything is.</summary>
    /// <param name="scheme">Their name in the file, <c>light</c> or <c>dark</c>.</param>
    public string? WhatIsWrong(string scheme)
    {
        foreach (var (name, colour, _) in Named)
        {
            if (colour is not null && !Colour.TryParse(colour, out _))
            {
                return $"{scheme}.{name} is a colour such as #2044aa.";
            }
        }

        Colour Of(string token) => KernValue(token, scheme);
        var (page, card, label) = (Of(Surface), Of($"{Surface}-surface"), Of("action-on-default"));
        return TooFaint($"{scheme}.action", Action, Text, (page, "the page"), (card, "cards"), (label, "the words on buttons"))
            ?? TooFaint($"{scheme}.focus", Focus, Outline, (page, "the page"), (card, "cards"));
    }

    /// <summary>The style sheet of this scheme; nothing, where nothing is said.</summary>
    public string Css(string scheme)
    {
        StringBuilder css = new();
        foreach (var (_, colour, token) in Named)
        {
            css.Append(colour is null ? "" : $"    --kern-color-{token}: {Colour.Parse(colour)};\n");
        }

        return css.Length == 0 ? "" : $"@media (prefers-color-scheme: {scheme}) {{\n  :root {{\n{css}  }}\n}}\n";
    }

    private (string Name, string? Colour, string Token)[] Named =>
        [("brand", Brand, "decorative-brand-default"), ("action", Action, "action-default"), ("focus", Focus, "action-focus-default")];

    private static string? TooFaint(string name, string? text, double needed, params (Colour Colour, string Of)[] grounds)
    {
        if (text is null)
        {
            return null;
        }

        var colour = Colour.Parse(text);
        var (ground, of) = grounds.MinBy(ground => colour.ContrastTo(ground.Colour));
        return colour.ContrastTo(ground) is var contrast && contrast < needed
            ? FormattableString.Invariant($"{name} {colour} has a contrast of {Math.Floor(contrast * 100) / 100:0.00} to {of} ({ground}); it needs {needed:0.0}.")
            : null;
    }

    // The style sheet has the light values first and the dark ones last.
    private static Colour KernValue(string token, string scheme)
    {
        var values = ValueOf().Matches(Kern).Where(match => match.Groups["token"].Value == token).ToList();
        return Colour.Parse((scheme == "dark" ? values[^1] : values[0]).Groups["colour"].Value);
    }

    [GeneratedRegex("--kern-color-(?<token>[a-z0-9-]+): (?<colour>#[0-9a-f]{6});", RegexOptions.ExplicitCapture)]
    private static partial Regex ValueOf();
}
