namespace Ausweisstatus.Domain;

/// <summary>Crockford's base 32: 32 symbols without I, L, O and U, which people misread.</summary>
internal static class Crockford
{
    public const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The value of a symbol as people write it (o is 0, i and l are 1), or −1.</summary>
    public static int ValueOf(char written) => char.ToUpperInvariant(written) switch
    {
        'O' => 0,
        'I' or 'L' => 1,
        var symbol => Symbols.IndexOf(symbol, StringComparison.Ordinal),
    };
}
