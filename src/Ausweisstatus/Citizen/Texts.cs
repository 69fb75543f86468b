using System.Resources;

namespace Ausweisstatus.Citizen;

/// <summary>The words of the pages in one language. A missing text is a bug and is loud.</summary>
internal sealed class Texts(Language language)
{
    private static readonly ResourceManager Resources = new(typeof(Texts).FullName!, typeof(Texts).Assembly);

    public Language Language => language;

    public string this[string key] =>
        Resources.GetString(key, language.Culture) ?? throw new MissingManifestResourceException($"No text '{key}'.");

    public string this[string key, params object[] values] => string.Format(language.Culture, this[key], values);
}
