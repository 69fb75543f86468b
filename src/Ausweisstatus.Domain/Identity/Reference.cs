using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>
/// The code on a citizen's slip, <c>XXXXX-XXXXX-XXXXX</c>: 2 symbols realm, 12 symbols (60 bits) that cannot be guessed, 1 check symbol.
/// It is derived from the order and never stored; see <see cref="LookupKey"/>.
/// </summary>
public readonly record struct Reference
{
    /// <summary>As many characters as are read: room for an invisible one or two around each symbol, and for blanks.</summary>
    public const int LongestWritten = 256;

    private const int Length = 15;
    private const int Group = 5;
    private readonly string? symbols;

    private Reference(ReadOnlySpan<byte> values) => symbols = Write(values);

    public Realm Realm => Realm.Parse(Compact[..2]);

    /// <summary>The 15 symbols without hyphens.</summary>
    public string Compact => symbols ?? "";

    /// <summary>
    /// Reads a code as people type and paste it: any case, O for 0, I and L for 1, look-alikes of other scripts, digits of any script;
    /// blanks, dashes, dots, slashes, underscores, quotation marks and invisible characters anywhere.
    /// False where it is no code of ours, a typo caught by the check symbol included; nothing has been looked up then.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? written, out Reference reference)
    {
        reference = default;
        if (written is null or { Length: > LongestWritten })
        {
            return false;
        }

        Span<byte> values = stackalloc byte[Length];
        var count = 0;
        foreach (var character in written.EnumerateRunes())
        {
            var value = WrittenSymbol.ValueOf(character);
            if (value >= 0 && count < Length)
            {
                values[count++] = (byte)value;
            }
            else if (value >= 0 || !WrittenSymbol.IsBetweenSymbols(character))
            {
                return false;
            }
        }

        if (count != Length || CheckSymbol.Of(values[..^1]) != values[^1])
        {
            return false;
        }

        reference = new Reference(values);
        return true;
    }

    public override string ToString() => symbols is null ? "" : $"{symbols[..Group]}-{symbols[Group..^Group]}-{symbols[^Group..]}";

    /// <summary>A reference of 60 bits of secret: the first 7½ bytes of <paramref name="secret"/>.</summary>
    internal static Reference Of(Realm realm, ReadOnlySpan<byte> secret)
    {
        Span<byte> values = stackalloc byte[Length];
        realm.CopyTo(values);
        for (var symbol = 0; symbol < 12; symbol++)
        {
            values[symbol + 2] = (byte)FiveBits(secret, symbol * 5);
        }

        values[^1] = (byte)CheckSymbol.Of(values[..^1]);
        return new Reference(values);
    }

    private static int FiveBits(ReadOnlySpan<byte> bytes, int at)
    {
        var pair = (bytes[at / 8] << 8) | bytes[(at / 8) + 1];
        return (pair >> (11 - (at % 8))) & 0b11111;
    }

    private static string Write(ReadOnlySpan<byte> values)
    {
        Span<char> written = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            written[i] = Crockford.Symbols[values[i]];
        }

        return written.ToString();
    }
}
