namespace Ausweisstatus.Domain;

/// <summary>
/// The last symbol of a reference: a weighted sum over the field of 32 elements, each place weighted with another power of a
/// generator. A single wrong symbol changes the sum because no weight is zero; swapped symbols change it because no two weights are
/// equal. (Places: at most 31, the order of the generator.)
/// </summary>
internal static class CheckSymbol
{
    // x⁵ + x² + 1 is primitive over the two-element field: x generates all 31 non-zero elements.
    private const int Polynomial = 0b100101;

    public static int Of(ReadOnlySpan<byte> values)
    {
        var sum = 0;
        // Horner's scheme: the first symbol ends with the highest power, the check symbol itself has weight 1.
        foreach (var value in values)
        {
            sum = TimesGenerator(sum ^ value);
        }

        return sum;
    }

    private static int TimesGenerator(int element)
    {
        var doubled = element << 1;
        return (doubled & 0b100000) == 0 ? doubled : doubled ^ Polynomial;
    }
}
