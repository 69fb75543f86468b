using System.Globalization;

namespace Ausweisstatus.Citizen.Themes;

/// <summary>A colour of the screen, and how well two of them are told apart (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static bool TryParse(string text, out Colour colour)
    {
        var isOne = text is ['#', _, _, _, _, _, _] && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
        colour = isOne ? Parse(text) : default;
        return isOne;
    }

    public static Colour Parse(string text) => new(Part(text, 1), Part(text, 3), Part(text, 5));

    /// <summary>From 1, which nobody sees, to 21, black on white.</summary>
    public double ContrastTo(Colour other)
    {
        var (one, two) = (Luminance(), other.Luminance());
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance() => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static byte Part(string text, int at) => byte.Parse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
