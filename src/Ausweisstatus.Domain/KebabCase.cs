using System.Collections.Frozen;
using System.Text.Json;

namespace Ausweisstatus.Domain;

/// <summary>Values of an enumeration as they are written everywhere: <c>ReadyForPickup</c> is <c>ready-for-pickup</c>.</summary>
public static class KebabCase
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.All[value];

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
    }
}
