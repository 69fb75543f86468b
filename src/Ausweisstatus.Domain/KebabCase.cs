using System.Collections.Frozen;
using System.Text.Json;

namespace Ausweisstatus.Domain;

/// <summary>Values of an enumeration as they are written everywhere: <c>ReadyForPickup</c> is <c>ready-for-pickup</c>.</summary>
public static class KebabCase
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.All[value];

    /// <summary>The value of a word; null for a word that there is not.</summary>
    public static T? Find<T>(string? word) where T : struct, Enum
    {
        foreach (var (value, name) in Names<T>.All)
        {
            if (name == word)
            {
                return value;
            }
        }

        return null;
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
    }
}
