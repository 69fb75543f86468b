using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ausweisstatus.Languages;

/// <summary>
/// The language a reader likes best of those we speak, by <c>Accept-Language</c> (RFC 9110, section 12.5.4). Every entry counts: a telephone
/// sends five, and the one we speak may be the last.
/// </summary>
internal sealed class AcceptLanguage(IReadOnlyList<Language> spoken) : RequestCultureProvider
{
    private const string Any = "*";

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var header = httpContext.Request.Headers.AcceptLanguage;
        return header.Count > 0 && Best(header, spoken) is { } language
            ? Task.FromResult<ProviderCultureResult?>(new(language.Code))
            : NullProviderCultureResult;
    }

    /// <summary>The language to answer in; null where the header says nothing that helps.</summary>
    /// <param name="spoken">Those there are words in; the first is for who does not mind.</param>
    public static Language? Best(StringValues header, IReadOnlyList<Language> spoken)
    {
        var wishes = Read(header);
        // en;q=0 is no English at all; en-US;q=0 is none of America, which we do not speak anyway.
        var refused = wishes.Where(wish => wish is { Quality: 0, IsWhole: true }).Select(wish => wish.Language!).ToHashSet();
        var first = spoken.FirstOrDefault(language => !refused.Contains(language) && !refused.Any(language.IsVarietyOf));
        // Sorting keeps the order of equals.
        return wishes.Where(wish => wish.Quality > 0 && (wish.Language is null || spoken.Contains(wish.Language)))
            .OrderByDescending(wish => wish.Quality)
            .Select(wish => wish.Language ?? first)
            .FirstOrDefault(language => language is not null && !refused.Contains(language))
            ?? (refused.Count > 0 ? first : null);
    }

    // Part by part, so that a malformed one costs nobody the others.
    private static List<Wish> Read(StringValues header)
    {
        var wishes = new List<Wish>();
        foreach (var line in header)
        {
            foreach (var part in new StringTokenizer(line ?? "", [',']))
            {
                if (StringWithQualityHeaderValue.TryParse(part, out var wish))
                {
                    Add(wishes, wish.Value, wish.Quality ?? 1);
                }
            }
        }

        return wishes;
    }

    private static void Add(List<Wish> wishes, StringSegment tag, double quality)
    {
        if (tag == Any)
        {
            wishes.Add(new(null, IsWhole: false, quality));
        }
        else if (Language.Find(tag) is { } language)
        {
            wishes.Add(new(language, tag.Equals(language.Code, StringComparison.OrdinalIgnoreCase), quality));
        }
    }

    /// <param name="Language">One we speak; null for any.</param>
    /// <param name="IsWhole">The language itself, and not one of its regions.</param>
    /// <param name="Quality">From 0, not at all, to 1.</param>
    private readonly record struct Wish(Language? Language, bool IsWhole, double Quality);
}
