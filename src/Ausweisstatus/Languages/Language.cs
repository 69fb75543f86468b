using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Ausweisstatus.Languages;

/// <summary>
/// A language we answer in, with all its words: pages, slips, mails and answers of the API read them here. A further language is a further
/// file beside <c>de.json</c>; the console of staff has files of its own, in fewer languages. A key without words is a bug, and loud; tests
/// hold the files against each other and against the code.
/// </summary>
internal sealed class Language
{
    private const string Folder = "Ausweisstatus.Languages.";
    private const string StaffFolder = "Ausweisstatus.LanguagesOfStaff.";
    private const string Extension = ".json";

    private static readonly DateOnly Sunday = new(2024, 9, 1);
    private static readonly FrozenDictionary<string, Language> ByCode;
    private static readonly FrozenDictionary<string, Language>.AlternateLookup<ReadOnlySpan<char>> BySpan;

    private readonly FrozenDictionary<string, string> texts;

    // Writes days and times as its speakers do: 1 December 2026 in Europe, where plain "en" would write it the American way.
    private readonly CultureInfo region;

    static Language()
    {
        var names = typeof(Language).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        ByCode = names.Select(name => new Language(name)).ToFrozenDictionary(language => language.Code, StringComparer.OrdinalIgnoreCase);
        BySpan = ByCode.GetAlternateLookup<ReadOnlySpan<char>>();
        Default = ByCode["de"];
        All = [.. ByCode.Values.OrderBy(language => language != Default).ThenBy(language => !language.IsVarietyOf(Default)).ThenBy(language => language.Name, StringComparer.Ordinal)];
        OfStaff = [.. All.Where(language => language.KeysForStaff.Count > 0)];
    }

    private Language(string resource)
    {
        Code = resource[Folder.Length..^Extension.Length];
        Culture = CultureInfo.GetCultureInfo(Code);
        var (forEverybody, forStaff) = (Read(resource), Read(StaffFolder + Code + Extension));
        texts = forEverybody.Concat(forStaff).ToFrozenDictionary(StringComparer.Ordinal);
        (Keys, KeysForStaff) = ([.. forEverybody.Keys], [.. forStaff.Keys]);
        region = CultureInfo.GetCultureInfo(this["language.region"]);
    }

    /// <summary>
    /// German first: it is for people whose languages we do not have. Then its varieties, then the others by their names, as a reader looks for
    /// theirs.
    /// </summary>
    public static IReadOnlyList<Language> All { get; }

    /// <summary>Those of <see cref="All"/> that the console of staff is in.</summary>
    public static IReadOnlyList<Language> OfStaff { get; }

    public static Language Default { get; }

    /// <summary>The language of the running request.</summary>
    public static Language Current => Of(CultureInfo.CurrentUICulture.Name);

    public CultureInfo Culture { get; }

    /// <summary>The BCP 47 tag, e.g. <c>de</c>, as its file is named.</summary>
    public string Code { get; }

    /// <summary>What its speakers call it.</summary>
    public string Name => this["language.name"];

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>The keys of what everybody reads, with one for each form of a plural.</summary>
    public IReadOnlyCollection<string> Keys { get; }

    /// <summary>The keys of what only staff reads; none where the console does not speak this language.</summary>
    public IReadOnlyCollection<string> KeysForStaff { get; }

    public string this[string key] => Find(key) ?? throw new InvalidOperationException($"There are no words for {key} in {Code}.");

    public string this[string key, params object[] values] => string.Format(region, this[key], values);

    /// <summary>The language of this tag; of <c>en-GB</c> English; German for one we do not speak.</summary>
    public static Language Of(string? tag) => Find((StringSegment)tag) ?? Default;

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

    /// <summary>The words of a key that not every value has, e.g. that of a code an authority may have made up.</summary>
    public string? Find(string key) => texts.GetValueOrDefault(key);

    /// <summary>The words for so many things, in the form that the language has for this number.</summary>
    public string Count(string key, int number) => this[$"{key}.{Plurals.FormOf(Code, number)}", number];

    /// <summary>12.345, in the digits and with the signs of the language.</summary>
    public string Number(long number) => number.ToString("N0", region);

    /// <summary>1. Dezember 2026.</summary>
    public string Day(DateOnly day) => day.ToString(this[day.Day == 1 ? "format.date.first" : "format.date"], region);

    /// <summary>1. Dezember: where the year follows in the same sentence.</summary>
    public string DayWithoutYear(DateOnly day) => day.ToString(this[day.Day == 1 ? "format.date.first" : "format.date"].Replace(" yyyy", "", StringComparison.Ordinal), region);

    /// <summary>09:30, as every clock in Germany shows it.</summary>
    public string Time(TimeOnly time) => time.ToString("HH:mm", region);

    /// <summary>Whether it is a kind of the other, as Leichte Sprache (<c>de-simple</c>) is of German.</summary>
    public bool IsVarietyOf(Language other) => Code.StartsWith($"{other.Code}-", StringComparison.Ordinal);

    /// <summary>Mo, or Montag in a language that shortens no words.</summary>
    public string Weekday(DayOfWeek day) => Sunday.AddDays((int)day).ToString(this["format.weekday"], region).TrimEnd('.');

    /// <summary>Montag, as it stands alone.</summary>
    public string LongWeekday(DayOfWeek day) => Sunday.AddDays((int)day).ToString("dddd", region);

    /// <summary>One after the other. A sentence of Leichte Sprache begins a line.</summary>
    public string Sentences(string first, string second) => $"{first}{(IsVarietyOf(Default) ? '\n' : ' ')}{second}";

    public override string ToString() => Code;

    private static Dictionary<string, string> Read(string resource)
    {
        using var file = typeof(Language).Assembly.GetManifestResourceStream(resource);
        if (file is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(file);
        return json.RootElement.EnumerateObject().SelectMany(TextsOf).ToDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> TextsOf(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.Object
            ? member.Value.EnumerateObject().Select(form => KeyValuePair.Create($"{member.Name}.{form.Name}", form.Value.GetString()!))
            : [KeyValuePair.Create(member.Name, member.Value.GetString()!)];
}
