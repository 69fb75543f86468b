using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace Ausweisstatus.Status;

/// <summary>
/// The words of <c>Status/Texts/</c> in one language. Every key has words in every language; a test holds the files against each other and
/// against what the code asks for.
/// </summary>
internal sealed class StatusTexts(CultureInfo culture)
{
    public static ResourceManager Resources { get; } = new("Ausweisstatus.Status.Texts.StatusTexts", typeof(StatusTexts).Assembly);

    // Asking the resources costs more than all the rest of an answer.
    private readonly FrozenDictionary<string, string> words = WordsOf(culture);

    public string this[string key] =>
        Find(key) ?? throw new InvalidOperationException($"There are no words for {key}.");

    public string Format(string key, string value) => string.Format(culture, this[key], value);

    public string Date(DateOnly date) => date.ToString(this["format.date"], culture);

    /// <summary>The words of a key that not every value has, e.g. that of a code an authority may have made up.</summary>
    public string? Find(string key) => words.GetValueOrDefault(key);

    // The keys are those of the neutral language; what another one lacks is said in the neutral one.
    private static FrozenDictionary<string, string> WordsOf(CultureInfo culture) =>
        Resources.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>()
            .Select(entry => (string)entry.Key)
            .ToFrozenDictionary(key => key, key => Resources.GetString(key, culture)!, StringComparer.Ordinal);
}
