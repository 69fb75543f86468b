using System.Globalization;

namespace Ausweisstatus.Citizen;

/// <summary>A language the pages are written in. A further one is an entry in <see cref="All"/> and a resource file.</summary>
public sealed record Language
{
    private readonly CultureInfo region;
    private readonly string pattern;

    private Language(string tag, string name, string region, string pattern)
    {
        Culture = CultureInfo.GetCultureInfo(tag);
        Name = name;
        this.region = CultureInfo.GetCultureInfo(region);
        this.pattern = pattern;
    }

    /// <summary>The first one is the one for people whose languages we do not have.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("de", "Deutsch", "de-DE", "d. MMMM yyyy"),
        // Europe writes 1 December 2026; plain "en" would write it the American way.
        new("en", "English", "en-GB", "d MMMM yyyy"),
    ];

    public static Language Default => All[0];

    /// <summary>The language of the running request.</summary>
    public static Language Current => All.FirstOrDefault(language => language.Culture.Equals(CultureInfo.CurrentUICulture)) ?? Default;

    public static Language English => All.Single(language => language.Tag == "en");

    public CultureInfo Culture { get; }

    /// <summary>The BCP 47 tag, e.g. <c>de</c>.</summary>
    public string Tag => Culture.Name;

    /// <summary>What its speakers call it.</summary>
    public string Name { get; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>1. Dezember 2026.</summary>
    public string Day(DateOnly day) => day.ToString(pattern, region);

    /// <summary>09:30.</summary>
    public string Time(TimeOnly time) => time.ToString("t", region);
}
