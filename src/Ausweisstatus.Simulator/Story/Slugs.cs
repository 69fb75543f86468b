using System.Collections.Concurrent;
using System.Text.Json;

namespace Ausweisstatus.Simulator.Story;

/// <summary>How an enumeration is written on the wire: kebab-case, e.g. <c>ready-for-pickup</c>.</summary>
internal static class Slugs
{
    public static string Slug<T>(this T value) where T : struct, Enum => Known<T>.Slugs.GetOrAdd(value, Make);

    public static T Parse<T>(string slug) where T : struct, Enum =>
        Enum.GetValues<T>().First(value => value.Slug() == slug);

    private static string Make<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static class Known<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Slugs = new();
    }
}
