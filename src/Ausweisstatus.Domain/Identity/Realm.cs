using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>The first two symbols of a reference: they say which installation or database holds the authority.</summary>
public readonly record struct Realm : IParsable<Realm>
{
    private readonly byte high;
    private readonly byte low;

    private Realm(byte high, byte low) => (this.high, this.low) = (high, low);

    public static Realm Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("A realm is two symbols of Crockford's base 32.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Realm result)
    {
        result = default;
        if (s is not { Length: 2 } || Crockford.ValueOf(s[0]) < 0 || Crockford.ValueOf(s[1]) < 0)
        {
            return false;
        }

        result = new Realm((byte)Crockford.ValueOf(s[0]), (byte)Crockford.ValueOf(s[1]));
        return true;
    }

    public override string ToString() => $"{Crockford.Symbols[high]}{Crockford.Symbols[low]}";

    internal void CopyTo(Span<byte> values) => (values[0], values[1]) = (high, low);
}
