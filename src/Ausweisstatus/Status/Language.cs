using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

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

    /// <summary>The BCP 47 tag, e.g. <c>de</c>.</summary>
    public string Code => Culture.Name;

    public CultureInfo Culture { get; }

    public StatusTexts Texts { get; }

    /// <summary>The language of this tag; of <c>en-GB</c> English; German for one we do not speak.</summary>
    public static Language Of(string? tag)
    {
        for (var rest = tag ?? ""; rest.Length > 0; rest = rest[..Math.Max(0, rest.LastIndexOf('-'))])
        {
            if (ByCode.TryGetValue(rest, out var language))
            {
                return language;
            }
        }

        return Default;
    }

    public override string ToString() => Code;
}
