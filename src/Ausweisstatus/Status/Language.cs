using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Ausweisstatus.Status;

/// <summary>
/// A language we answer in. A further one is a further file <c>Status/Texts/StatusTexts.xx.resx</c>: the build writes the list of these
/// files into the assembly.
/// </summary>
internal sealed class Language
{
    private const string Metadata = "Language";

    private Language(string code)
    {
        Culture = CultureInfo.GetCultureInfo(code);
        Texts = new StatusTexts(Culture);
    }

    /// <summary>German: the language of the neutral resources.</summary>
    public static Language Default { get; } = new("de");

    public static IReadOnlyList<Language> All { get; } =
    [
        Default,
        .. typeof(Language).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == Metadata)
            .Select(attribute => new Language(attribute.Value!))
            .OrderBy(language => language.Code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Language> ByCode =
        All.ToFrozenDictionary(language => language.Code, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Language>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The BCP 47 tag, e.g. <c>de</c>.</summary>
    public string Code => Culture.Name;

    public CultureInfo Culture { get; }

    public StatusTexts Texts { get; }

    /// <summary>The language of this tag; of <c>en-GB</c> English; German for one we do not speak.</summary>
    public static Language Of(string? tag) => Find(tag) ?? Default;

    /// <summary>The language of this tag, or of what it is a variety of; null for one we do not speak.</summary>
    public static Language? Find(StringSegment tag)
    {
        for (var rest = tag; rest.Length > 0; rest = rest.Subsegment(0, Math.Max(0, rest.LastIndexOf('-'))))
        {
            if (BySpan.TryGetValue(rest.AsSpan(), out var language))
            {
                return language;
            }
        }

        return null;
    }

    public override string ToString() => Code;
}
